package fr.carnet.server.storage;

/** Port: the record_policy row that follows from a record's Consents and RelatedPersons. Called inside the write's transaction. */
public interface PolicyProjection {

    /** @param patientId record whose row is locked before its Consents are read: concurrent changes cannot lose each other */
    void lock(String patientId);

    /** @param patientId record whose row is rebuilt from what is stored now */
    void rebuild(String patientId);
}

package fr.carnet.server.storage;

import fr.carnet.enforcement.policy.RecordPolicy;

/** Port: the record_policy row that follows from a record's Consents and RelatedPersons. Called inside the write's transaction. */
public interface PolicyProjection {

    /**
     * @param patientId record whose row is locked before its Consents are read: concurrent changes cannot lose each other
     * @return the row as it stands
     */
    RecordPolicy lock(String patientId);

    /**
     * @param patientId record whose row stays as it is until the transaction ends; any number of writers may hold it at once, none may lock it
     * @return the row as it stands
     */
    RecordPolicy hold(String patientId);

    /** @param patientId record whose row is rebuilt from what is stored now */
    void rebuild(String patientId);

    /**
     * @param patientId record whose row is locked
     * @param masked    whether documents are masked as they are deposited from now on
     */
    void maskNewDocuments(String patientId, boolean masked);
}

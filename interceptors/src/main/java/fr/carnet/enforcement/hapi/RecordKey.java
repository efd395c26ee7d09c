package fr.carnet.enforcement.hapi;

/** How a request names the record it concerns. */
public sealed interface RecordKey {

    /** @param id id of a Patient, from URL or body */
    record ById(String id) implements RecordKey {
    }

    /**
     * @param system national identifier system
     * @param value  its value; never logged
     */
    record ByIdentifier(String system, String value) implements RecordKey {
        @Override
        public String toString() {
            return "ByIdentifier[" + system + "]";
        }
    }
}

package fr.carnet.server.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search asks of one record, when it asks by codes and dates alone.
 *
 * @param type    FHIR type
 * @param patient logical id of the record's Patient
 * @param aclName hash of the parameter that holds tokens
 * @param acl     hashes of the decision's tokens, one of which a resource must carry
 * @param codes   hashes of codes, at most four lists: of each list one
 * @param dates   at most two
 * @param order   what comes first
 */
record RecordQuestion(String type, String patient, long aclName, Long[] acl, List<Long[]> codes, List<DateBounds> dates, Order order) {

    static final int MOST_CODES = 4;
    static final int MOST_DATES = 2;

    /**
     * Then by id, ascending.
     *
     * @param name      hash of a date parameter; null for none
     * @param update    by last update
     * @param ascending oldest first
     */
    record Order(@Nullable Long name, boolean update, boolean ascending) {
    }
}

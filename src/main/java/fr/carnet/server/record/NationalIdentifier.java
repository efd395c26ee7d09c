package fr.carnet.server.record;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Identité nationale de santé (INS): 13 characters and a key of 2 digits. The key is checked for the production systems; the test and demo
 * systems may carry the guides' examples, whose key is wrong (ig-facts 1.1).
 */
final class NationalIdentifier {

    private static final String OID = "urn:oid:1.2.250.1.213.1.4.";
    private static final Set<String> PRODUCTION = Set.of(OID + "8", OID + "9");
    private static final Set<String> TEST = Set.of(OID + "10", OID + "11");
    private static final Pattern SHAPE = Pattern.compile("[0-9]{5}(?:[0-9]{2}|2A|2B)[0-9]{8}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    private NationalIdentifier() {
    }

    /** @return the systems that identify a record */
    static String systems() {
        return String.join(", ", OID + "8", OID + "9", OID + "10", OID + "11");
    }

    /** @return whether a record can be identified under this system */
    static boolean isSystem(String system) {
        return PRODUCTION.contains(system) || TEST.contains(system);
    }

    /** @return whether the value has the shape of an INS and, in production, a right key */
    static boolean isValid(String system, String value) {
        return SHAPE.matcher(value).matches() && (TEST.contains(system) || hasRightKey(value));
    }

    /** Key = 97 - (13 digits mod 97); Corsica's 2A and 2B count as 19 and 18. */
    private static boolean hasRightKey(String value) {
        String digits = value.substring(0, 13).replace("2A", "19").replace("2B", "18");
        int key = 97 - new BigInteger(digits).mod(MODULUS).intValue();
        return key == Integer.parseInt(value.substring(13));
    }
}

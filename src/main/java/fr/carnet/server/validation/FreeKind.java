package fr.carnet.server.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be to be told apart from others of its kind by nothing that the HL7 validator looks at. Each knows its values by their letters,
 * strictly, and has one to stand for all.
 */
enum FreeKind {

    /** Value of an identifier: a UUID or an OID as a URN, or digits. What stands for it is as long and, of digits, begins alike: that is all that rules look at. */
    IDENTIFIER {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            String text = value.asText();
            if (UUID_URN.matcher(text).matches()) {
                return URN + others.uuid(text.substring(URN.length()));
            }
            if (OID_URN.matcher(text).matches() && text.length() >= SHORTEST_OID && text.length() <= LONGEST) {
                return OID_ROOT + others.digits('1', text, text.length() - OID_ROOT.length());
            }
            return DIGITS.matcher(text).matches() ? others.digits(text.charAt(0), text, text.length()) : null;
        }
    },

    /** Reference to what is not in the resource: an entry of the transaction, a resource by type and UUID, a patient by identifier. */
    REFERENCE {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            Matcher stored = STORED.matcher(value.asText());
            if (stored.matches()) {
                return stored.group(1) + others.uuid(stored.group(2));
            }
            Matcher patient = PATIENT.matcher(value.asText());
            return patient.matches() ? patient.group(1) + others.digits(patient.group(2).charAt(0), patient.group(2), patient.group(2).length()) : null;
        }
    },

    /** Words of a person: letters, digits and the marks of plain text between them. */
    TEXT {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            String text = value.asText();
            boolean plain = value.isTextual() && !text.isEmpty() && text.length() <= LONGEST && text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' '
                    && text.chars().allMatch(each -> Character.isLetterOrDigit((char) each) || MARKS.indexOf(each) >= 0);
            return plain ? "T" + others.number(text) : null;
        }
    },

    /** Day of birth. */
    DAY {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            try {
                return DAY_OF_THESE_TIMES.matcher(value.asText()).matches() && LocalDate.parse(value.asText()).getYear() > 0 ? "2001-01-01" : null;
            } catch (DateTimeException noDay) {
                return null;
            }
        }
    },

    /** SHA-1 in base64, of bytes that are not in the resource. */
    HASH {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            return SHA_1.matcher(value.asText()).matches() ? "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" : null;
        }
    },

    /** Number of bytes that are not in the resource. */
    SIZE {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            return value.isInt() && value.intValue() > 0 ? "1" : null;
        }
    },

    /** A moment with its zone: what stands for it keeps the order of all moments of the resource, {@link Moments}. */
    MOMENT {
        @Override
        @Nullable String standIn(JsonNode value, StandIns others) {
            return others.moment(value.asText());
        }
    };

    private static final String URN = "urn:uuid:";
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final Pattern UUID_URN = Pattern.compile(URN + UUID);
    private static final Pattern OID_URN = Pattern.compile("urn:oid:[0-2](\\.(0|[1-9][0-9]*)){4,}");
    private static final String OID_ROOT = "urn:oid:1.2.3.4.5.";
    private static final int SHORTEST_OID = OID_ROOT.length() + 6;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,20}");
    private static final Pattern STORED = Pattern.compile("(urn:uuid:|[A-Z][A-Za-z]{2,40}/)(" + UUID + ")");
    private static final Pattern PATIENT = Pattern.compile("(Patient\\?identifier=urn:oid:[0-9.]{5,80}\\|)([0-9]{6,20})");
    private static final Pattern DAY_OF_THESE_TIMES = Pattern.compile("(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}");
    private static final Pattern SHA_1 = Pattern.compile("[A-Za-z0-9+/]{27}=");
    private static final String MARKS = " .,;:'’()/_-+°";
    private static final int LONGEST = 255;

    /** @return what stands for the value in a form; null when it is no value of this kind */
    abstract @Nullable String standIn(JsonNode value, StandIns others);
}

package fr.carnet.enforcement.hapi;

/**
 * Base64 as it stands in a request body. HAPI's decoder stops at the first padding and drops an odd end without a word: a document cut off
 * on its way would be stored as if it were whole.
 */
final class Base64Text {

    private static final byte[] KEY = {'d', 'a', 't', 'a'};

    private Base64Text() {
    }

    /** @return whether every {@code data} element of a JSON or XML body has a whole number of base64 groups, padded at the end only */
    static boolean isWhole(byte[] body) {
        for (int i = 1; i + KEY.length < body.length; i++) {
            if (isKey(body, i)) {
                int start = value(body, i + KEY.length);
                int end = start > 0 ? wholeTo(body, start) : i;
                if (end < 0) {
                    return false;
                }
                i = Math.max(i, end - 1);
            }
        }
        return true;
    }

    private static boolean isKey(byte[] body, int at) {
        return body[at] == KEY[0] && body[at + 1] == KEY[1] && body[at + 2] == KEY[2] && body[at + 3] == KEY[3]
                && (body[at - 1] == '"' && body[at + 4] == '"' || body[at - 1] == '<' && isSpace(body[at + 4]));
    }

    /** @return where the text of the value begins, 0 when there is none */
    private static int value(byte[] body, int from) {
        boolean json = body[from] == '"';
        String between = json ? ":" : "value=";
        int seen = 0;
        for (int i = json ? from + 1 : from; i < body.length; i++) {
            if (isSpace(body[i])) {
                continue;
            }
            if (seen == between.length()) {
                return body[i] == '"' || body[i] == '\'' ? i + 1 : 0;
            }
            if (body[i] != between.charAt(seen++)) {
                return 0;
            }
        }
        return 0;
    }

    /** @return from where keys are looked for: behind the value, or in it when a key could stand there: a quote, a tag, an escape, or the key's first letter at its beginning; -1 when it is not whole */
    private static int wholeTo(byte[] body, int start) {
        byte end = body[start - 1];
        int digits = 0;
        int padding = 0;
        boolean plain = !(start < body.length && body[start] == KEY[0]);
        int i = start;
        for (; i < body.length && body[i] != end; i++) {
            byte character = body[i];
            plain &= character != '\\' && character != '"' && character != '<';
            if (character == '\\' && i + 1 < body.length && body[i + 1] != '/') {
                i++;
            } else if (character == '=') {
                padding++;
            } else if (!isSpace(character) && character != '\\') {
                if (padding > 0) {
                    return -1;
                }
                digits++;
            }
        }
        boolean whole = (digits + padding) % 4 == 0 && padding < 3;
        return whole ? plain ? i : start : -1;
    }

    private static boolean isSpace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}

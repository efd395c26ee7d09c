package fr.carnet.server.authorization.login;

/** Where a code went, told so that its owner recognises it and nobody else learns it. */
final class MaskedAddress {

    private static final int SHOWN_DIGITS = 2;

    private MaskedAddress() {
    }

    /** @return for example {@code c•••@example.org} or {@code •• •• •• •• 42} */
    static String of(String address) {
        int at = address.indexOf('@');
        if (at > 0) {
            return address.charAt(0) + "•••" + address.substring(at);
        }
        return address.startsWith("+") || Character.isDigit(address.charAt(0)) ? "•• •• •• •• " + address.substring(Math.max(0, address.length() - SHOWN_DIGITS)) : address;
    }
}

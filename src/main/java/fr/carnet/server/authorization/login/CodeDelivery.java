package fr.carnet.server.authorization.login;

import java.util.Locale;
import java.util.Optional;

/** Port: brings a one-time code to its person. */
interface CodeDelivery {

    /** @return where the code would go, empty when this person cannot be reached this way */
    Optional<String> address(LocalLogin login);

    /**
     * @param address where to, as {@link #address} says
     * @param text    what to say, the code in it
     * @param locale  in which language it is
     * @throws UndeliveredCodeException when it cannot be sent; never with address or code in its message
     */
    void send(String address, String text, Locale locale);
}

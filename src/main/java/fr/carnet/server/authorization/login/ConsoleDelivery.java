package fr.carnet.server.authorization.login;

import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says codes on the console: the demo's way, refused in production at the start. */
final class ConsoleDelivery implements CodeDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleDelivery.class);

    @Override
    public Optional<String> address(LocalLogin login) {
        return Optional.of("console");
    }

    @Override
    public void send(String address, String text, Locale locale) {
        LOG.info("{}", text);
    }
}

package fr.carnet.server.authorization.login;

import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The second factor: six digits, sent where the account says, good for five minutes, five tries and one login. */
@Component
class CodeStep {

    static final Duration LIFE = Duration.ofMinutes(5);
    static final int TRIES = 5;

    private static final int BELOW = 1_000_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CodeDelivery delivery;
    private final LoginLocks locks;
    private final LoginTrace trace;
    private final MessageSource texts;
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    private final SecureRandom random = new SecureRandom();

    CodeStep(JdbcClient jdbc, Clock clock, CodeDelivery delivery, LoginLocks locks, LoginTrace trace, MessageSource texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.delivery = delivery;
        this.locks = locks;
        this.trace = trace;
        this.texts = texts;
    }

    /**
     * A login that waits for its code. It is no authentication: it opens nothing.
     *
     * @param code      id of the code that was sent
     * @param accountId who gave the right password
     * @param sentTo    where the code went, masked
     */
    record Pending(String code, String accountId, String sentTo) implements Serializable {

        /** Where the session keeps it. */
        static final String ATTRIBUTE = "carnet.login.pending";
    }

    /** What came of a code that was typed. */
    enum Outcome { RIGHT, WRONG, USED_UP }

    /**
     * Sends a code.
     *
     * @throws UndeliveredCodeException when it cannot be sent
     */
    Pending send(LocalLogin login, Locale locale) {
        String address = delivery.address(login).orElseThrow(() -> new UndeliveredCodeException("the account has no address for codes"));
        String code = "%06d".formatted(random.nextInt(BELOW));
        UUID id = UUID.randomUUID();
        OffsetDateTime now = now();
        jdbc.sql("delete from carnet.login_code where expires < ?").param(now).update();
        jdbc.sql("insert into carnet.login_code (id, account_id, hash, expires, tries_left) values (?, ?::uuid, ?, ?, ?)")
                .params(id, login.account().id(), encoder.encode(code), now.plus(LIFE), TRIES).update();
        delivery.send(address, texts.getMessage("code.message.text", new Object[] {code, LIFE.toMinutes()}, locale), locale);
        return new Pending(id.toString(), login.account().id(), MaskedAddress.of(address));
    }

    /** Judges a code; the try is counted before. */
    Outcome judge(Pending pending, Account account, String typed, String address) {
        UUID subject = UUID.fromString(pending.accountId());
        UUID code = UUID.fromString(pending.code());
        Optional<String> hash = locks.admit(subject) ? takeTry(code) : Optional.empty();
        if (hash.isEmpty()) {
            trace.refused(Optional.of(account), "locked", address);
            return Outcome.USED_UP;
        }
        if (encoder.matches(typed.replaceAll("\\s", ""), hash.get()) && isSpent(code)) {
            locks.clear(subject);
            return Outcome.RIGHT;
        }
        trace.refused(Optional.of(account), "code", address);
        return Outcome.WRONG;
    }

    private Optional<String> takeTry(UUID code) {
        return jdbc.sql("update carnet.login_code set tries_left = tries_left - 1 where id = ? and tries_left > 0 and expires > ? returning hash").params(code, now())
                .query(String.class).optional();
    }

    /** Of two who type the right code at once, one is too late. */
    private boolean isSpent(UUID code) {
        return jdbc.sql("delete from carnet.login_code where id = ?").param(code).update() == 1;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package fr.carnet.server.support;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.authorization.login.Account;
import fr.carnet.server.authorization.login.Accounts;
import fr.carnet.server.authorization.login.Registration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/** People with an account, who log in through the pages as anybody would: password, then the code from their telephone. */
public final class People {

    private static final AtomicInteger NEXT = new AtomicInteger(1);
    private static final String PASSWORD = "une phrase de passe de test";
    private static final String HASH = PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(PASSWORD);

    private final TestServer server;

    People(TestServer server) {
        this.server = server;
    }

    /**
     * A person.
     *
     * @param account  its account; its id is the principal's name
     * @param login    what it types
     * @param password its password
     * @param phone    its telephone
     */
    public record Person(Account account, String login, String password, String phone) {
    }

    /** @return the holder of this record, with an account */
    public Person holderOf(Records.Opened record) {
        return withIdentity(record.ins(), List.of());
    }

    /** @return a person with this INS and an account; links are its accounts at identity providers */
    public Person withIdentity(String ins, List<Registration.Link> links) {
        int n = NEXT.getAndIncrement();
        String login = "personne-" + n;
        String phone = "+336%08d".formatted(n);
        Account account = server.bean(Accounts.class).register(new Registration(Optional.of(login), Optional.of(HASH), Records.INS, ins, "Camille MARTIN",
                Optional.of(login + "@example.org"), Optional.of(phone), links));
        return new Person(account, login, PASSWORD, phone);
    }

    /** @return a browser in which this person is logged in */
    public Browser loggedIn(Person person) {
        Browser browser = new Browser(server.root());
        logIn(browser, browser.open("/login"), person);
        return browser;
    }

    /**
     * Logs in where a page asks for it.
     *
     * @param login the login page, for example what {@code /oauth2/authorize} led to
     * @return the page after it
     */
    public Browser.Page logIn(Browser browser, Browser.Page login, Person person) {
        Browser.Page code = password(browser, login, person);
        assertThat(code.uri().getPath()).as(code.response().body()).isEqualTo("/login/code");
        return browser.submit(code, "#code-form", Map.of("code", code(person)));
    }

    /** @return the page after login and password, before the code */
    public Browser.Page password(Browser browser, Browser.Page login, Person person) {
        return browser.submit(login, "#password-form", Map.of("username", person.login(), "password", person.password()));
    }

    /** @return the last code that this person got */
    public String code(Person person) {
        return server.codes().lastCode(person.phone());
    }
}

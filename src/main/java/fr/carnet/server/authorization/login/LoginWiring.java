package fr.carnet.server.authorization.login;

import fr.carnet.server.config.AuthorizationSettings;
import fr.carnet.server.config.LoginSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.mail.MailSender;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.webauthn.management.JdbcPublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.JdbcUserCredentialRepository;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** What the login is assembled from: the way of the codes, the session's cookie, the pages' languages. */
@Configuration(proxyBeanMethods = false)
class LoginWiring {

    @Bean
    CodeDelivery codeDelivery(LoginSettings settings, ObjectProvider<MailSender> mail, MessageSource texts) {
        return switch (settings.codeDelivery()) {
            case NONE -> new NoDelivery();
            case CONSOLE -> new ConsoleDelivery();
            case SMTP -> new MailDelivery(mail.getObject(), settings.mailFrom(), texts);
            case SMS -> new SmsDelivery(settings.sms());
        };
    }

    @Bean
    PublicKeyCredentialUserEntityRepository passkeyUsers(JdbcOperations jdbc) {
        return new JdbcPublicKeyCredentialUserEntityRepository(jdbc);
    }

    @Bean
    UserCredentialRepository passkeyCredentials(JdbcOperations jdbc) {
        return new JdbcUserCredentialRepository(jdbc);
    }

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokenDecoders(OidcProviders providers) {
        OidcIdTokenDecoderFactory decoders = new OidcIdTokenDecoderFactory();
        decoders.setJwsAlgorithmResolver(registration -> providers.provider(registration.getRegistrationId()).map(provider -> SignatureAlgorithm.from(provider.algorithm())).orElseThrow());
        return decoders;
    }

    /** With https the browser itself holds the cookie to this host, its root path and https. */
    @Bean
    CookieSerializer sessionCookie(AuthorizationSettings settings) {
        boolean https = settings.issuer().startsWith("https:");
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(https ? "__Host-carnet" : "carnet-session");
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie(https);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return cookie;
    }

    /** French unless the browser prefers English. */
    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver locales = new AcceptHeaderLocaleResolver();
        locales.setSupportedLocales(List.of(Locale.FRENCH, Locale.ENGLISH));
        locales.setDefaultLocale(Locale.FRENCH);
        return locales;
    }

    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("fr.carnet.server.authorization.pages");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setDefaultLocale(Locale.FRENCH);
        texts.setFallbackToSystemLocale(false);
        texts.setAlwaysUseMessageFormat(true);
        return texts;
    }

    /** No way for codes: nobody is reached, so nobody gets past the password. */
    private static final class NoDelivery implements CodeDelivery {

        @Override
        public Optional<String> address(LocalLogin login) {
            return Optional.empty();
        }

        @Override
        public void send(String address, String text, Locale locale) {
            throw new UndeliveredCodeException("carnet.login.code-delivery is none");
        }
    }
}

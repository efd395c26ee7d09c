package fr.carnet.server.authorization;

import fr.carnet.server.authorization.login.LoginLifetime;
import fr.carnet.server.authorization.login.LoginWay;
import fr.carnet.server.config.AuthorizationSettings;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The filter chain of the pages: everything behind a whole login but the login itself, headers that keep a browser from being led astray, CSRF on every form. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "carnet.authorization.enabled", matchIfMissing = true)
class PageChain {

    private static final String[] PAGES = {"/login", "/login/**", "/logout", "/consent", "/consents", "/consents/**", "/profile", "/profile/**", "/webauthn/**"};
    private static final String[] BEFORE_LOGIN = {"/login", "/login/code", "/login/refused", "/webauthn/authenticate/options"};
    private static final String CONTENT = "default-src 'none'; style-src 'self'; img-src 'self' data: https:; script-src 'self'; connect-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, AuthorizationSettings settings, List<LoginWay> ways) throws Exception {
        boolean https = settings.issuer().startsWith("https:");
        for (LoginWay way : ways) {
            way.join(http);
        }
        return http.securityMatcher(PAGES)
                .authorizeHttpRequests(requests -> requests.requestMatchers(BEFORE_LOGIN).permitAll().anyRequest().authenticated())
                .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                .logout(logout -> logout.logoutUrl("/logout").logoutSuccessUrl("/login?logout"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .httpStrictTransportSecurity(transport -> transport.requestMatcher(request -> https)))
                .build();
    }

    /** Ahead of Spring Security's own filters, after the session's: for every path on which a login counts. */
    @Bean
    FilterRegistrationBean<LoginLifetime> loginLifetimeFilter(LoginLifetime filter) {
        FilterRegistrationBean<LoginLifetime> registration = new FilterRegistrationBean<>(filter);
        registration.setUrlPatterns(BrowserPaths.PATTERNS);
        registration.setOrder(-110);
        return registration;
    }
}

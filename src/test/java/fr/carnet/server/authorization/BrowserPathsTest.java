package fr.carnet.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import fr.carnet.server.support.Browser;
import fr.carnet.server.support.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Spring Security's filters and the session stand on every page, and nowhere on the FHIR endpoint. */
class BrowserPathsTest {

    /** Told to anybody: about the server, not about a person. */
    private static final Set<String> PUBLIC = Set.of("/fhir/.well-known/smart-configuration");
    /** Only forwarded to from behind the filters; asked for by a browser it is not there. */
    private static final String FORWARDED = "/launch-refused";

    private final TestServer server = TestServer.instance();

    @Test
    @DisplayName("Every page of the authorization server lies on the paths that its filters guard")
    void guarded() {
        Map<RequestMappingInfo, HandlerMethod> handlers = server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class).getHandlerMethods();
        List<String> pages = handlers.entrySet().stream().filter(handler -> handler.getValue().getBeanType().getName().startsWith("fr.carnet.server.authorization"))
                .flatMap(handler -> handler.getKey().getPatternValues().stream()).filter(path -> !PUBLIC.contains(path) && !FORWARDED.equals(path)).toList();
        assertThat(pages).isNotEmpty().allSatisfy(page -> assertThat(BrowserPaths.PATTERNS).anyMatch(pattern -> covers(pattern, page)));
    }

    @Test
    @DisplayName("Neither filter is on the FHIR endpoint")
    void elsewhere() {
        for (String name : List.of("securityFilterChainRegistration", "sessionRepositoryFilterRegistration")) {
            assertThat(server.bean(name, AbstractFilterRegistrationBean.class).getUrlPatterns()).as(name).hasSameElementsAs(BrowserPaths.PATTERNS);
        }
        assertThat(BrowserPaths.PATTERNS).noneMatch(pattern -> covers(pattern, "/fhir/Patient"));
    }

    @Test
    @DisplayName("The page that is forwarded to cannot be asked for")
    void forwarded() {
        assertThat(new Browser(server.root()).get(FORWARDED).status()).isEqualTo(404);
    }

    private static boolean covers(String pattern, String path) {
        return new AntPathMatcher().match(pattern.replace("/*", "/**"), path);
    }
}

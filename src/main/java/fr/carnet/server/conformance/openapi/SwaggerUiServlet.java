package fr.carnet.server.conformance.openapi;

import fr.carnet.enforcement.hapi.Answer;
import fr.carnet.enforcement.hapi.Refusal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** {@code /fhir/swagger-ui/}: a page of our own and the few files of the webjar that it names; nothing from elsewhere, no script in the page. */
final class SwaggerUiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String OWN = "classpath:fr/carnet/server/conformance/openapi/";
    private static final String WEBJAR = "classpath*:META-INF/resources/webjars/swagger-ui/*/";
    /** The page's own files only; style attributes are what React sets on elements. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HashMap<String, Asset> assets = new HashMap<>();
    private final String home;

    SwaggerUiServlet(ResourcePatternResolver resources, String base) throws IOException {
        home = base + "/swagger-ui/";
        add(resources, "/", OWN + "swagger-ui.html", "text/html;charset=utf-8");
        add(resources, "/index.html", OWN + "swagger-ui.html", "text/html;charset=utf-8");
        add(resources, "/carnet.js", OWN + "swagger-ui.js", "text/javascript;charset=utf-8");
        add(resources, "/swagger-ui-bundle.js", WEBJAR + "swagger-ui-bundle.js", "text/javascript;charset=utf-8");
        add(resources, "/swagger-ui.css", WEBJAR + "swagger-ui.css", "text/css;charset=utf-8");
        add(resources, "/favicon-32x32.png", WEBJAR + "favicon-32x32.png", "image/png");
    }

    private record Asset(byte[] bytes, String type) implements Serializable {
    }

    private void add(ResourcePatternResolver resources, String path, String location, String type) throws IOException {
        Resource[] found = resources.getResources(location);
        if (found.length != 1) {
            throw new IllegalStateException(location + " is there " + found.length + " times");
        }
        assets.put(path, new Asset(found[0].getContentAsByteArray(), type));
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"GET".equals(request.getMethod())) {
            throw Refusal.of(Answer.NOT_OFFERED);
        }
        String path = request.getPathInfo();
        if (path == null) {
            response.sendRedirect(home);
            return;
        }
        Asset asset = assets.get(path);
        if (asset == null) {
            throw Refusal.of(Answer.NOT_FOUND);
        }
        response.setContentType(asset.type());
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "no-referrer");
        response.getOutputStream().write(asset.bytes());
    }
}

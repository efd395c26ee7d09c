package fr.carnet.server.app;

import fr.carnet.enforcement.hapi.DataCategories;
import fr.carnet.enforcement.policy.DataCategory;
import fr.carnet.enforcement.policy.Purpose;
import fr.carnet.enforcement.policy.ReferencedApp;
import fr.carnet.enforcement.policy.ReferencedApps;
import fr.carnet.server.config.AppSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The catalogue as configured: {@code carnet.apps.referenced}. */
@Component
class ConfiguredApps implements ReferencedApps {

    private final Map<String, ReferencedApp> byClient;

    ConfiguredApps(AppSettings settings, DataCategories categories) {
        this.byClient = settings.referenced().stream().map(app -> listed(app, categories))
                .collect(Collectors.toUnmodifiableMap(ReferencedApp::clientId, Function.identity()));
    }

    @Override
    public Optional<ReferencedApp> find(String clientId) {
        return Optional.ofNullable(byClient.get(clientId));
    }

    @Override
    public Optional<ReferencedApp> findByOid(String oid) {
        return byClient.values().stream().filter(app -> app.oid().equals(oid)).findFirst();
    }

    private static ReferencedApp listed(AppSettings.App app, DataCategories categories) {
        return new ReferencedApp(app.clientId(), app.oid(), app.online(), app.purposes().stream()
                .map(declared -> new Purpose(declared.code(), expanded(declared.read(), categories), expanded(declared.write(), categories)))
                .collect(Collectors.toMap(Purpose::code, Function.identity())));
    }

    private static Set<DataCategory> expanded(Set<String> declared, DataCategories categories) {
        return declared.stream().map(ConfiguredApps::category).flatMap(category -> categories.expand(category).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static DataCategory category(String declared) {
        String[] parts = declared.split("/", 2);
        return new DataCategory(parts[0], parts.length == 2 ? parts[1] : "");
    }
}

package fr.carnet.enforcement.hapi;

import fr.carnet.enforcement.policy.AclToken;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;

/** The acl extension of a stored resource: one Coding per token. Server-owned: what a client sends there is dropped. */
public final class AclExtension {

    private AclExtension() {
    }

    /** @return the tokens that a resource carries */
    public static Set<AclToken> read(DomainResource resource) {
        return resource.getExtensionsByUrl(Canonical.ACL).stream()
                .filter(extension -> extension.getValue() instanceof Coding)
                .map(extension -> new AclToken(((Coding) extension.getValue()).getCode()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Takes every token off, top level and contained. */
    public static void strip(DomainResource resource) {
        resource.getExtension().removeIf(extension -> Canonical.ACL.equals(extension.getUrl()));
    }

    /** Replaces whatever is there by these tokens, in a stable order. */
    public static void write(DomainResource resource, Collection<AclToken> tokens) {
        strip(resource);
        tokens.stream().sorted().forEach(token -> resource.addExtension(Canonical.ACL,
                new Coding().setSystem(Canonical.ACL_SYSTEM).setCode(token.value())));
    }
}

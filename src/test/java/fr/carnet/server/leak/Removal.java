package fr.carnet.server.leak;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import fr.carnet.enforcement.disclosure.StoredResources;
import fr.carnet.enforcement.habilitation.HabilitationMatrix;
import fr.carnet.enforcement.hapi.AdmissionInterceptor;
import fr.carnet.enforcement.hapi.CategoryReader;
import fr.carnet.enforcement.hapi.ExplainInterceptor;
import fr.carnet.enforcement.hapi.NarrowingInterceptor;
import fr.carnet.enforcement.hapi.RelationInterceptor;
import fr.carnet.enforcement.hapi.RequestHeaders;
import fr.carnet.enforcement.hapi.Stages;
import fr.carnet.enforcement.hapi.StampingInterceptor;
import fr.carnet.enforcement.hapi.TripwireInterceptor;
import fr.carnet.enforcement.policy.AccessPolicy;
import fr.carnet.enforcement.policy.AclToken;
import fr.carnet.enforcement.policy.ActorId;
import fr.carnet.enforcement.policy.RecordPolicies;
import fr.carnet.enforcement.policy.ReferencedApps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One enforcement stage taken out of running servers, through HAPI's own interceptor registry. All that these tests know of how the stages are
 * put together stands here and in {@link Stages}.
 *
 * @param stage   name of the stage
 * @param scene   name of the scene that it protects
 * @param asks    which requests show that it is missing
 * @param type    the interceptor that holds the stage
 * @param instead what is put in its place, null for nothing
 */
record Removal(String stage, String scene, Predicate<Ask> asks, Class<?> type, @Nullable Function<Stages, Object> instead) {

    private static final Predicate<Ask> READS = ask -> "GET".equals(ask.method()) && !ask.refused();

    /** Every stage of the enforcement. */
    static List<Removal> all() {
        return List.of(
                new Removal("allow-list", "authorised nurse", Ask::refused, AdmissionInterceptor.class, Stages::withoutAllowList),
                new Removal("gate", "unauthorised professional", READS, AdmissionInterceptor.class, Stages::withoutGate),
                new Removal("sight", "authorised nurse", READS.and(ask -> !ask.path().contains("?")), AdmissionInterceptor.class, Stages::withoutSight),
                new Removal("reference check", "author", ask -> "POST".equals(ask.method()) && ask.path().equals("/DocumentReference"),
                        AdmissionInterceptor.class, Stages::withoutReferenceCheck),
                new Removal("searched references", "authorised nurse", READS.and(ask -> ask.path().contains("&relatesto=")),
                        AdmissionInterceptor.class, Stages::withoutSearchedReferences),
                new Removal("narrowing", "authorised nurse", READS.and(ask -> ask.path().contains("?")), NarrowingInterceptor.class, null),
                new Removal("stamping", "author", ask -> false, StampingInterceptor.class, null),
                new Removal("relation", "authorised nurse", READS.and(ask -> ask.path().startsWith("/DocumentReference")), RelationInterceptor.class, null),
                new Removal("tripwire", "holder", READS, TripwireInterceptor.class, null),
                new Removal("explanation", "holder", ask -> ask.refused() || READS.test(ask), ExplainInterceptor.class, null));
    }

    /** @return the handle that puts the stage back */
    Handle takenOut(List<World> worlds) {
        List<Runnable> back = new ArrayList<>();
        worlds.forEach(world -> back.add(takeOut(world)));
        return () -> back.forEach(Runnable::run);
    }

    private Runnable takeOut(World world) {
        IInterceptorService registry = registered(world.endpoint().getInterceptorService()) ? world.endpoint().getInterceptorService() : world.storage();
        Object own = registry.getAllRegisteredInterceptors().stream().filter(type::isInstance).findFirst().orElseThrow();
        Object other = instead == null ? null : instead.apply(stages(world));
        registry.unregisterInterceptor(own);
        if (other != null) {
            registry.registerInterceptor(other);
        }
        return () -> {
            if (other != null) {
                registry.unregisterInterceptor(other);
            }
            registry.registerInterceptor(own);
        };
    }

    private boolean registered(IInterceptorService registry) {
        return registry.getAllRegisteredInterceptors().stream().anyMatch(type::isInstance);
    }

    private static Stages stages(World world) {
        return new Stages(world.server().bean(FhirContext.class), world.server().bean(AccessPolicy.class),
                new Stages.Parts(world.server().bean(RecordPolicies.class), world.server().bean(ReferencedApps.class), world.server().bean(CategoryReader.class),
                        new RequestHeaders("Mode-Acces", "Code-Finalite")),
                world.server().bean(StoredResources.class), world.server().bean(HabilitationMatrix.class).types(),
                AclToken.author(new ActorId(ActorId.PROFESSIONAL, ProfessionalScenes.SELF)));
    }

    @Override
    public String toString() {
        return stage;
    }

    /** Puts the stage back. */
    @FunctionalInterface
    interface Handle extends AutoCloseable {
        @Override
        void close();
    }
}

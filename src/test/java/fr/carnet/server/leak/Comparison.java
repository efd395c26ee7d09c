package fr.carnet.server.leak;

import fr.carnet.server.support.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;

/** One scene in both worlds: sends each request to the one and then to the other, and notes every answer that differs or is out of manners. */
final class Comparison {

    private static final int PAGES = 4;

    private final List<World> worlds;
    private final List<Cast> casts;
    private final List<Appearance> appearances = new ArrayList<>();
    private final Scene scene;
    private final List<String> findings = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    /** Plays the scene in both worlds. */
    Comparison(Scene scene, List<World> worlds) {
        this.scene = scene;
        this.worlds = worlds;
        Instant started = Instant.now();
        casts = worlds.stream().map(scene.play()).toList();
        if (!casts.get(0).names().keySet().equals(casts.get(1).names().keySet())) {
            throw new IllegalStateException("the worlds have different names: " + casts.get(0).names().keySet() + " " + casts.get(1).names().keySet());
        }
        for (int i = 0; i < worlds.size(); i++) {
            appearances.add(new Appearance(worlds.get(i), casts.get(i), started));
        }
    }

    Names names() {
        return new Names(casts.get(0).names().keySet(), scene.hidesRecords());
    }

    List<String> findings() {
        return findings;
    }

    /** @return how often each status was answered */
    Map<Integer, Integer> statuses() {
        return statuses;
    }

    /** Asks both worlds, following the links of pages. */
    void ask(Ask ask) {
        List<String> paths = casts.stream().map(ask::pathIn).toList();
        for (int page = 0; page < PAGES && !paths.isEmpty(); page++) {
            paths = page(ask, page, paths);
        }
    }

    private List<String> page(Ask ask, int page, List<String> paths) {
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < worlds.size(); i++) {
            Cast cast = casts.get(i);
            replies.add(worlds.get(i).api().send(ask.method(), cast.token(), paths.get(i), ask.bodyIn(cast), ask.headersIn(cast)));
        }
        statuses.merge(replies.get(0).status(), 1, Integer::sum);
        String one = appearances.get(0).of(replies.get(0));
        String other = appearances.get(1).of(replies.get(1));
        String asked = scene + ": " + ask + (page == 0 ? "" : " page " + page);
        if (!one.equals(other)) {
            findings.add(asked + "\n    without: " + one + "\n    with:    " + other);
        }
        replies.forEach(reply -> Manners.breach(ask, reply).ifPresent(breach -> findings.add(asked + "\n    " + breach + ": " + reply.status() + " " + reply.text())));
        boolean paged = "GET".equals(ask.method()) && ask.path().contains("_count=") && replies.stream().allMatch(reply -> reply.status() == 200 && reply.text().startsWith("{"));
        List<String> next = paged ? replies.stream().flatMap(reply -> next(reply).stream()).toList() : List.of();
        // One link alone is a difference, noted above.
        return next.size() == worlds.size() ? next : List.of();
    }

    private static Optional<String> next(Reply reply) {
        return reply.text().contains("\"next\"") ? Optional.ofNullable(reply.bundle().getLink("next")).map(Bundle.BundleLinkComponent::getUrl) : Optional.empty();
    }
}

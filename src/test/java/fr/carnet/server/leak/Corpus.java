package fr.carnet.server.leak;

import fr.carnet.enforcement.hapi.AllowList;
import fr.carnet.enforcement.hapi.AllowedInteraction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The requests of one scene: everything once, in a random order, then random combinations. Types, interactions, parameters and sorts are
 * those of the allow-list, so that what comes to be offered comes to be asked.
 */
final class Corpus {

    private static final Set<String> PUBLIC = Set.of("CodeSystem", "Endpoint", "Organization", "ValueSet", "SearchParameter", "StructureDefinition");

    private final Names names;
    private final Random choice;
    private final List<AllowedInteraction> searches;

    /** @param seed of every choice */
    Corpus(Names names, long seed) {
        this.names = names;
        this.choice = new Random(seed);
        this.searches = AllowList.load().rows().stream().filter(row -> "search-type".equals(row.interaction()) && !PUBLIC.contains(row.type())).toList();
    }

    /** @return as many as asked for: everything once, or half of the number drawn from it; the rest are random combinations */
    List<Ask> requests(int number) {
        List<Ask> once = everything();
        Collections.shuffle(once, choice);
        List<Ask> asks = new ArrayList<>(once.subList(0, Math.min(once.size(), number / 2)));
        while (asks.size() < number) {
            asks.add(any());
        }
        Collections.shuffle(asks, choice);
        return asks;
    }

    /** @return each search, read, refusal and write that the scene's names and the allow-list make, once */
    List<Ask> everything() {
        List<Ask> asks = new ArrayList<>();
        searches.forEach(row -> asks.addAll(Searches.of(row, names)));
        PUBLIC.stream().sorted().forEach(type -> Stream.of("?url=x", "/x", "?_count=1", "?_id=${DocumentReference.other}", "?_summary=count")
                .forEach(query -> asks.add(Ask.get("/" + type + query))));
        names.types().forEach(type -> names.of(type).forEach(name -> asks.addAll(Instances.of(name, type))));
        asks.addAll(Instances.general(types()));
        asks.addAll(Writes.about(names));
        asks.addAll(Choices.about(names));
        asks.add(Ask.get("/metadata"));
        Stream.concat(Headers.STEERING.stream(), Headers.OTHERS.stream()).forEach(header -> {
            boolean steering = Headers.STEERING.contains(header);
            Stream.of("/DocumentReference?patient=${Patient.own}", "/DocumentReference/${DocumentReference.other}", "/Patient/${Patient.own}").map(Ask::get)
                    .map(ask -> ask.with(header.getKey(), header.getValue())).forEach(ask -> asks.add(steering ? ask.toBeRefused() : ask));
        });
        return asks;
    }

    /** A search of several filters, shapes and headers; now and then a read or a search that must be refused. */
    private Ask any() {
        AllowedInteraction row = one(searches);
        String type = row.type();
        if (choice.nextInt(6) == 0 && !names.of(type).isEmpty()) {
            return headed(one(Instances.of(one(names.of(type)), type)));
        }
        StringBuilder query = new StringBuilder(choice.nextInt(5) > 0 ? Searches.patients(type, names.hidesRecords()).get(0) : one(Searches.patients(type, names.hidesRecords())));
        List<String> filters = Searches.filters(row, names);
        for (int n = filters.isEmpty() ? 0 : choice.nextInt(4); n > 0; n--) {
            query.append('&').append(one(filters));
        }
        for (int n = choice.nextInt(3); n > 0; n--) {
            query.append('&').append(one(Searches.SHAPES));
        }
        boolean refused = choice.nextInt(10) == 0;
        if (refused) {
            query.append('&').append(one(Searches.REFUSED));
        }
        Ask ask = choice.nextInt(8) == 0 ? Ask.form("/" + type + "/_search", query.toString()) : Ask.get("/" + type + "?" + query);
        return headed(refused ? ask.toBeRefused() : ask);
    }

    private Ask headed(Ask ask) {
        if (choice.nextInt(4) > 0) {
            return ask;
        }
        var header = one(Headers.OTHERS);
        return ask.with(header.getKey(), header.getValue());
    }

    private List<String> types() {
        Set<String> types = new TreeSet<>(names.types());
        searches.forEach(row -> types.add(row.type()));
        return List.copyOf(types);
    }

    private <T> T one(List<T> choices) {
        return choices.get(choice.nextInt(choices.size()));
    }
}

package fr.carnet.server.leak;

import java.util.List;
import java.util.stream.Stream;

/** Every kind of caller of ACCESS-RULES 2, each with records of his own. */
final class Scenes {

    private Scenes() {
    }

    static List<Scene> all() {
        return Stream.of(ProfessionalScenes.all(), PatientScenes.all()).flatMap(List::stream).toList();
    }

    static Scene of(String name) {
        return all().stream().filter(scene -> scene.name().equals(name)).findFirst().orElseThrow();
    }
}

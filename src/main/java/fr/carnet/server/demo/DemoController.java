package fr.carnet.server.demo;

import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the demo's tokens, to anybody on this machine: the demo profile listens on loopback only. */
@RestController
@Profile("demo")
class DemoController {

    private final Personas personas;

    DemoController(Personas personas) {
        this.personas = personas;
    }

    /** @return the bare token, so that {@code TOKEN=$(curl ...)} works; 404 with the list of names for an unknown one */
    @GetMapping(path = "/demo/token", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> token(@RequestParam("as") String persona) {
        return personas.token(persona).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.status(404).body("Personas :\n" + names()));
    }

    /** @return everybody, one per line */
    @GetMapping(path = "/demo/personas", produces = "text/plain;charset=utf-8")
    String names() {
        return personas.all().stream().map(persona -> persona.id() + " : " + persona.description()).collect(Collectors.joining("\n", "", "\n"));
    }
}

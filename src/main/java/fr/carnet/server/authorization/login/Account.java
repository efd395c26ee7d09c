package fr.carnet.server.authorization.login;

/**
 * A person who logs in on the patient's side. Which records it may open is asked at each use, never kept.
 *
 * @param id        account id, a UUID: the name of the authenticated principal
 * @param insSystem system of its national identity
 * @param insValue  value of its national identity; never logged
 * @param name      given and family name
 */
public record Account(String id, String insSystem, String insValue, String name) {
}

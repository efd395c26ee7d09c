package fr.carnet.server.storage;

/** Marks a provider that stands on the clinical endpoint. HAPI brings dozens of its own (jobs, subscriptions, export, meta): none of those does. */
public interface OfferedProvider {
}

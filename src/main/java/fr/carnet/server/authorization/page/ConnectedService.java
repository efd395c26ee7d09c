package fr.carnet.server.authorization.page;

/**
 * A service that is connected to a record, or may do something there.
 *
 * @param app      the service
 * @param paired   whether it holds an authorization that lasts
 * @param since    day since when; empty when it is not paired
 * @param by       who connected it; empty when it is not paired
 * @param lastUsed when it last called; empty for never
 */
record ConnectedService(AppCard app, boolean paired, String since, String by, String lastUsed) {
}

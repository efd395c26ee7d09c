package fr.carnet.server.authorization.page;

/**
 * One call of an app, in words.
 *
 * @param when    French day and time
 * @param what    what was asked
 * @param about   which data was shown or changed, and how much of it; empty for none
 * @param purpose purpose stated; empty for none
 * @param answer  what became of it
 * @param refused whether it was refused or failed
 */
record HistoryLine(String when, String what, String about, String purpose, String answer, boolean refused) {
}

package fr.carnet.perf.driver;

import fr.carnet.perf.driver.Call.Check;

/** What answers have to be. */
public final class Checks {

    private static final String ENTRY = "\"fullUrl\"";
    private static final String CREATED = "\"201 Created";

    private Checks() {
    }

    /** @return this status, whatever the body */
    public static Check status(int status) {
        return (call, reply) -> require(reply.status() == status, call, reply, Integer.toString(status));
    }

    /** @return 200 and a Bundle of so many entries that tells this total */
    public static Check entries(int entries, int total) {
        String said = "\"total\":" + total + ",";
        return (call, reply) -> {
            String text = reply.text();
            require(reply.status() == 200 && count(text, ENTRY) == entries && text.contains(said), call, reply, "200, " + entries + " entries of " + total);
        };
    }

    /** @return 200 and a Bundle of so many entries that tells this total or none */
    public static Check entriesOfPerhaps(int entries, int total) {
        String said = "\"total\":" + total + ",";
        return (call, reply) -> {
            String text = reply.text();
            require(reply.status() == 200 && count(text, ENTRY) == entries && (text.contains(said) || !text.contains("\"total\":")), call, reply,
                    "200, " + entries + " entries of " + total);
        };
    }

    /** @return 200 and a page of a Bundle with so many entries */
    public static Check page(int entries) {
        return (call, reply) -> require(reply.status() == 200 && count(reply.text(), ENTRY) == entries, call, reply, "200, " + entries + " entries");
    }

    /** @return 200 and the resource of this id */
    public static Check resource(String id) {
        String said = "\"id\":\"" + id + "\"";
        return (call, reply) -> require(reply.status() == 200 && reply.text().contains(said), call, reply, "200 and resource " + id);
    }

    /** @return 200 and so many bytes */
    public static Check content(int bytes) {
        return (call, reply) -> require(reply.status() == 200 && reply.bytes().length == bytes, call, reply, "200 and " + bytes + " bytes");
    }

    /** @return 200 and a transaction's answer in which so many resources were created */
    public static Check created(int resources) {
        return (call, reply) -> require(reply.status() == 200 && count(reply.text(), CREATED) == resources, call, reply, "200, " + resources + " created");
    }

    private static void require(boolean right, Call call, Reply reply, String expected) {
        if (!right) {
            throw new WrongAnswer(call, reply, expected);
        }
    }

    private static int count(String text, String sought) {
        int found = 0;
        for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
            found++;
        }
        return found;
    }
}

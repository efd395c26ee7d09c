package fr.carnet.perf.driver;

/** A server answered something else than it has to: nothing measured after that would count. */
public final class WrongAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 2_000;

    WrongAnswer(Call call, Reply reply, String expected) {
        super(call.method() + " " + call.path() + ": expected " + expected + ", answered " + reply.status() + ": "
                + reply.text().substring(0, Math.min(MOST, reply.text().length())));
    }
}

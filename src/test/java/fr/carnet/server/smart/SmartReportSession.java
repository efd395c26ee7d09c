package fr.carnet.server.smart;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Brings the report to every run of tests. */
public final class SmartReportSession implements LauncherSessionListener {

    /** For the service loader. */
    public SmartReportSession() {
        // Nothing to set up.
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        session.getLauncher().registerTestExecutionListeners(new SmartReport());
    }
}

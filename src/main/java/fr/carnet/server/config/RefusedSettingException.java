package fr.carnet.server.config;

/** The server will not start as configured. */
public final class RefusedSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String remedy;

    /**
     * @param setting name of the setting at fault
     * @param problem what is wrong with it; never its value when it may be a secret
     * @param remedy  what to do
     */
    public RefusedSettingException(String setting, String problem, String remedy) {
        super(setting + ": " + problem);
        this.setting = setting;
        this.remedy = remedy;
    }

    /** @return name of the setting at fault */
    public String setting() {
        return setting;
    }

    /** @return what to do */
    public String remedy() {
        return remedy;
    }
}

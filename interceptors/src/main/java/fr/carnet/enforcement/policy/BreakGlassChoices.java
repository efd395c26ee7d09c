package fr.carnet.enforcement.policy;

/**
 * What the holder chose for emergencies (S2; purposes ETREAT, BTG and MASKED). Both modes are allowed until he opposes them, masked
 * documents hidden there until he allows them.
 *
 * @param callCentre emergency call centres may read (ETREAT)
 * @param breakGlass professionals may break the glass (BTG)
 * @param masked     masked documents are shown in an emergency (MASKED); means nothing when both are opposed
 */
public record BreakGlassChoices(boolean callCentre, boolean breakGlass, boolean masked) {

    /** What holds when the holder has chosen nothing. */
    public static final BreakGlassChoices DEFAULT = new BreakGlassChoices(true, true, false);

    public BreakGlassChoices {
        masked = masked && (callCentre || breakGlass);
    }
}

package fr.carnet.server.leak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Requests about one record: every offered parameter alone, then random combinations. {@code %s} stands for what names the record. */
final class Corpus {

    private static final List<String> FILTERS = List.of("status=current", "status=superseded", "status=entered-in-error", "type=11488-4", "type=57833-6",
            "type=11488-4,57833-6,11502-2", "category=10", "date=ge2026-01-01", "date=lt2026-01-01", "security-label=N", "security-label=MASQUE_PS",
            "security-label=INVISIBLE_PATIENT", "isArchived=true", "isArchived=false", "description=x", "setting=AMBULATOIRE", "identifier=nothing", "_id=nothing",
            "_lastUpdated=ge2020-01-01");
    private static final List<String> SHAPES = List.of("_count=1", "_count=2", "_count=0", "_count=200", "_offset=1", "_offset=2", "_offset=50", "_summary=count",
            "_summary=true", "_summary=data", "_total=accurate", "_total=none", "_elements=status", "_elements=extension,securityLabel", "_sort=date", "_sort=-date",
            "_sort=_lastUpdated", "_sort=-_lastUpdated", "_format=xml", "_pretty=true");
    private static final List<String> REFUSED = List.of("_has:List:item:code=x", "_include=*", "_revinclude=List:item", "_filter=status eq current", "acl=h", "_sort=acl",
            "type:not=x", "status:missing=true", "_security=N", "_tag=x", "_text=x", "_content=x", "_list=x", "relatesto=x", "_source=x", "_getpages=x");

    private Corpus() {
    }

    /** @return paths below the FHIR base */
    static List<String> requests(long seed, int random) {
        List<String> paths = new ArrayList<>();
        for (String type : List.of("/DocumentReference?%s", "/List?%s")) {
            paths.add(type);
            FILTERS.forEach(filter -> paths.add(type + "&" + filter));
            SHAPES.forEach(shape -> paths.add(type + "&" + shape));
            REFUSED.forEach(refused -> paths.add(type + "&" + refused.replace(" ", "+")));
        }
        Random choice = new Random(seed);
        for (int i = 0; i < random; i++) {
            StringBuilder path = new StringBuilder("/DocumentReference?%s");
            for (int n = choice.nextInt(3); n >= 0; n--) {
                path.append('&').append(FILTERS.get(choice.nextInt(FILTERS.size())));
            }
            path.append('&').append(SHAPES.get(choice.nextInt(SHAPES.size())));
            paths.add(path.toString());
        }
        return paths;
    }
}

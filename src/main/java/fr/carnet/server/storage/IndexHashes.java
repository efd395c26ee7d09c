package fr.carnet.server.storage;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.rest.param.TokenParam;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;

/** The numbers under which HAPI's index holds codes and names of parameters. What was worked out is remembered: it depends on nothing but its words. */
@Component
class IndexHashes {

    private static final int REMEMBERED = 20_000;

    private final PartitionSettings partitions;
    private final Cache<Code, Long> codes = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    IndexHashes(PartitionSettings partitions) {
        this.partitions = partitions;
    }

    /** @return of a code with its system, or of one of any system when that is null */
    long code(String type, String parameter, TokenParam token) {
        return codes.get(new Code(type, parameter, token.getSystem() == null ? "" : token.getSystem(), token.getValue()), this::hash);
    }

    /** @return of a parameter of a type, whatever its value */
    long name(String type, String parameter) {
        return BaseResourceIndexedSearchParam.calculateHashIdentity(partitions, RequestPartitionId.defaultPartition(), type, parameter);
    }

    private long hash(Code code) {
        RequestPartitionId all = RequestPartitionId.defaultPartition();
        return code.system().isEmpty() ? ResourceIndexedSearchParamToken.calculateHashValue(partitions, all, code.type(), code.parameter(), code.value())
                : ResourceIndexedSearchParamToken.calculateHashSystemAndValue(partitions, all, code.type(), code.parameter(), code.system(), code.value());
    }

    private record Code(String type, String parameter, String system, String value) {
    }
}

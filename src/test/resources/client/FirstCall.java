package client;

import client.api.DocumentReferenceApi;
import client.invoker.ApiClient;
import client.invoker.ApiException;
import client.model.BundleResource;

/** What somebody writes who generated a client from /fhir/api-docs: one search. Compiled with the client that a test generates. */
public final class FirstCall {

    private FirstCall() {
    }

    /** @return the searchset, or the HTTP status of the refusal */
    public static Object search(String token, String patient, String type) {
        ApiClient client = new ApiClient();
        if (token != null) {
            client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        }
        DocumentReferenceApi.APISearchDocumentReferenceRequest asked =
                DocumentReferenceApi.APISearchDocumentReferenceRequest.newBuilder().patient(patient).type(type).build();
        try {
            BundleResource found = new DocumentReferenceApi(client).searchDocumentReference(asked);
            return found.getAdditionalProperties();
        } catch (ApiException refused) {
            return refused.getCode();
        }
    }
}

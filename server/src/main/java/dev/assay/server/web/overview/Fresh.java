package dev.assay.server.web.overview;

import dev.assay.server.web.page.Shell;

/**
 * The first page of a server that has seen nothing yet.
 *
 * @param shell the frame
 * @param address where the server is reached
 */
record Fresh(Shell shell, String address) {

  /** A first span by hand. */
  String curl() {
    return "curl -s "
        + address
        + "/api/v1/interactions -H 'Content-Type: application/json' "
        + (shell.visitor().canSignOut() ? "-H 'Authorization: Bearer KEY' " : "")
        + "-d '{\"interactions\": [{\n"
        + "  \"id\": \"first-1\", \"started_at\": \"'\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"'\", \"app\": \"shop\",\n"
        + "  \"messages\": [{\"role\": \"user\", \"text\": \"Where is my order?\"}],\n"
        + "  \"output\": \"It is on its way.\"}]}'";
  }

  /** What an application that is instrumented with OpenTelemetry needs. */
  String environment() {
    return "export OTEL_EXPORTER_OTLP_ENDPOINT="
        + address
        + "\nexport OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf";
  }
}

{{/* image: dict of repository, tag, digest; a digest wins. */}}
{{- define "twinsite.image" -}}
{{- if .digest -}}
{{ printf "%s@%s" .repository .digest | quote }}
{{- else -}}
{{ printf "%s:%s" .repository .tag | quote }}
{{- end -}}
{{- end }}

{{/* The driver's image, whose tag is the chart's appVersion unless one is given. */}}
{{- define "twinsite.driverImage" -}}
{{- $image := .Values.image -}}
image: {{ include "twinsite.image" (dict "repository" $image.repository "digest" $image.digest "tag" ($image.tag | default .Chart.AppVersion)) }}
imagePullPolicy: {{ $image.pullPolicy }}
{{- end }}

{{/* What every container but the node's driver gets. */}}
{{- define "twinsite.unprivileged" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* name, sidecar, args, env, port (or none) and socket folder of a sidecar of the controller or the node. */}}
{{- define "twinsite.sidecar" -}}
- name: {{ .name }}
  image: {{ include "twinsite.image" .sidecar.image }}
  imagePullPolicy: {{ .sidecar.image.pullPolicy }}
  {{- with .sidecar.command }}
  command: {{ toJson . }}
  {{- end }}
  args:
    {{- range concat .args .sidecar.extraArgs }}
    - {{ . | quote }}
    {{- end }}
  {{- if .env }}
  env:
    {{- toYaml .env | nindent 4 }}
  {{- end }}
  {{- with .port }}
  ports:
    - name: {{ $.name | trimPrefix "csi-" }}
      containerPort: {{ . }}
  {{- end }}
  resources:
    {{- toYaml .sidecar.resources | nindent 4 }}
  securityContext:
    {{- include "twinsite.unprivileged" . | nindent 4 }}
  terminationMessagePolicy: FallbackToLogsOnError
  volumeMounts:
    - name: socket
      mountPath: /csi
    {{- with .mounts }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
{{- end }}

{{/*
Flags of every sidecar that speaks to the API server; dict of the port of its metrics (0: none) and the root. No sidecar has a
liveness probe: one that loses its Lease ends by itself, and one that waits for the driver would only be restarted.
*/}}
{{- define "twinsite.leaderFlags" -}}
- --csi-address=/csi/csi.sock
- --leader-election
- --leader-election-namespace={{ .root.Release.Namespace }}
{{- with .port }}
- --http-endpoint=:{{ . }}
{{- end }}
- --kube-api-qps=20
- --kube-api-burst=40
- --timeout=90s
- --v=2
{{- end }}

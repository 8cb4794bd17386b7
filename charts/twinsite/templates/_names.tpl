{{- define "twinsite.driver" -}}
iscsi.csi.xsky.com
{{- end }}

{{- define "twinsite.fullname" -}}
{{- if contains "twinsite" .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-twinsite" .Release.Name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end }}

{{- define "twinsite.labels" -}}
{{ include "twinsite.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "twinsite.selector" -}}
app.kubernetes.io/name: twinsite
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "twinsite.controllerAccount" -}}
{{ .Values.controller.serviceAccount.name | default (printf "%s-controller" (include "twinsite.fullname" .)) }}
{{- end }}

{{- define "twinsite.nodeAccount" -}}
{{ .Values.node.serviceAccount.name | default (printf "%s-node" (include "twinsite.fullname" .)) }}
{{- end }}

{{- define "twinsite.pluginDirectory" -}}
{{ .Values.kubeletDirectory }}/plugins/{{ include "twinsite.driver" . }}
{{- end }}

{{/* The Lease under which one controller at a time changes access paths and writes ConfigMaps. */}}
{{- define "twinsite.lease" -}}
twinsite-controller
{{- end }}

{{/*
Puts into .into what templates are rendered with for each driver that is on: the root, and for NFS the same with what
nfs.controller and nfs.node say over it. Templates are the same for both; what differs asks twinsite.kind.
*/}}
{{- define "twinsite.drivers" -}}
{{- $root := .root -}}
{{- if $root.Values.iscsi.enabled -}}
{{- $_ := set .into "iscsi" $root -}}
{{- end -}}
{{- if $root.Values.nfs.enabled -}}
{{- $values := deepCopy $root.Values -}}
{{- range $part := list "controller" "node" -}}
{{- range $key, $own := get $root.Values.nfs $part -}}
{{- $_ := set (get $values $part) $key $own -}}
{{- end -}}
{{- end -}}
{{- $_ := set .into "nfs" (dict "Kind" "nfs" "Values" $values "Release" $root.Release "Chart" $root.Chart "Capabilities" $root.Capabilities) -}}
{{- end -}}
{{- end }}

{{- define "twinsite.kind" -}}
{{ .Kind | default "iscsi" }}
{{- end }}

{{- define "twinsite.driver" -}}
{{ ternary "com.nfs.csi.xsky" "iscsi.csi.xsky.com" (eq (include "twinsite.kind" .) "nfs") }}
{{- end }}

{{/* What stands behind names of objects of the NFS driver. */}}
{{- define "twinsite.suffix" -}}
{{ ternary "-nfs" "" (eq (include "twinsite.kind" .) "nfs") }}
{{- end }}

{{- define "twinsite.fullname" -}}
{{- if contains "twinsite" .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ include "twinsite.suffix" . }}
{{- else -}}
{{ printf "%s-twinsite" .Release.Name | trunc 40 | trimSuffix "-" }}{{ include "twinsite.suffix" . }}
{{- end -}}
{{- end }}

{{- define "twinsite.labels" -}}
{{ include "twinsite.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}

{{- define "twinsite.selector" -}}
app.kubernetes.io/name: twinsite{{ include "twinsite.suffix" . }}
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

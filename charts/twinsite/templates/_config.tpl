{{/* What both modes of the iSCSI driver and the NFS controller read; the driver refuses keys it does not know. */}}
{{- define "twinsite.sharedConfig" -}}
{{- $isNfs := eq (include "twinsite.kind" .) "nfs" -}}
clusterId: {{ .Values.clusterId | quote }}
{{- if not $isNfs }}
{{- with .Values.timers }}
timers:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
kubernetes:
  enabled: true
  namespace: {{ .Release.Namespace | quote }}
  {{- $sites := dict }}
  {{- range list "a" "b" "arbiter" }}
  {{- $hosts := (index $.Values.sites .).hosts }}
  {{- if $hosts }}{{ $_ := set $sites . $hosts }}{{ end }}
  {{- end }}
  {{- with $sites }}
  sites:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- range $key := list "fence" "identityRule" "vip" }}
  {{- with get $.Values $key }}
  {{ $key }}:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end }}

{{/* The shared part ends inside of `kubernetes`. */}}
{{- define "twinsite.controllerConfig" -}}
{{ include "twinsite.sharedConfig" . }}
{{- if eq (include "twinsite.kind" .) "nfs" }}
{{- with .Values.nfs.clientGroupName }}
clientGroupName: {{ . | quote }}
{{- end }}
{{- else }}
{{- with .Values.rbac.secretNamespaces }}
  secretNamespaces:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- with .Values.defaultAccessPath }}
defaultAccessPath: {{ . | quote }}
{{- end }}
node:
  maxVolumes: {{ .Values.maxVolumesPerNode }}
{{- end }}
{{- with .Values.arrays }}
arrays:
  {{- range $index, $array := . }}
  {{- $folder := printf "/etc/twinsite/arrays/%d" $index }}
  - {{- omit $array "secretName" "credentials" "tls" | toYaml | nindent 4 }}
    credentials:
      {{- if eq ($array.credentials | default "password") "token" }}
      tokenFile: {{ printf "%s/token" $folder | quote }}
      {{- else }}
      userFile: {{ printf "%s/user" $folder | quote }}
      passwordFile: {{ printf "%s/password" $folder | quote }}
      {{- end }}
    {{- with $array.tls }}
    tls:
      {{- with .caKey }}
      caFile: {{ printf "%s/%s" $folder . | quote }}
      {{- end }}
      {{- if hasKey . "verify" }}
      verify: {{ .verify }}
      {{- end }}
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "twinsite.nodeConfig" -}}
{{- if eq (include "twinsite.kind" .) "nfs" -}}
clusterId: {{ .Values.clusterId | quote }}
{{- else -}}
{{ include "twinsite.sharedConfig" . }}
{{- end }}
{{- if ne (include "twinsite.kind" .) "nfs" }}
{{- with .Values.multipath }}
multipath:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
node:
  {{- if ne (include "twinsite.kind" .) "nfs" }}
  maxVolumes: {{ .Values.maxVolumesPerNode }}
  {{- end }}
  hostPrefix: [nsenter, --target, "1", --mount, --net, --ipc, --uts, --]
{{- end }}

{{- define "twinsite.controllerDriver" -}}
{{- $controller := .Values.controller -}}
- name: driver
  {{- include "twinsite.driverImage" . | nindent 2 }}
  args:
    - --driver={{ include "twinsite.kind" . }}
    - --mode=controller
    - --endpoint=unix:///csi/csi.sock
    - --config=/etc/twinsite/config/driver.yaml
    - --log-level={{ .Values.logLevel }}
    - --metrics=[$(POD_IP)]:{{ $controller.ports.metrics }}
  env:
    - name: POD_IP
      valueFrom:
        fieldRef:
          fieldPath: status.podIP
    - name: TWINSITE_POD_NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    {{- with $controller.extraEnv }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  ports:
    - name: metrics
      containerPort: {{ $controller.ports.metrics }}
    - name: health
      containerPort: {{ $controller.ports.health }}
  {{- include "twinsite.driverProbes" (dict "ports" $controller.ports "host" "") | nindent 2 }}
  resources:
    {{- toYaml $controller.resources | nindent 4 }}
  securityContext:
    {{- include "twinsite.unprivileged" . | nindent 4 }}
  terminationMessagePolicy: FallbackToLogsOnError
  volumeMounts:
    - name: socket
      mountPath: /csi
    - name: config
      mountPath: /etc/twinsite/config
      readOnly: true
    {{- range $index, $array := .Values.arrays }}
    - name: array-{{ $index }}
      mountPath: /etc/twinsite/arrays/{{ $index }}
      readOnly: true
    {{- end }}
{{- end }}

{{/*
Alive while the process answers; ready while CSI's Probe says so, which the sidecar asks. Probe is no liveness: an array or an
iscsid that is down would have the driver restarted, when nothing is gained by it (docs/adr/0015).
*/}}
{{- define "twinsite.driverProbes" -}}
livenessProbe:
  httpGet:
    {{- with .host }}
    host: {{ . }}
    {{- end }}
    path: /healthz
    port: {{ .ports.metrics }}
  initialDelaySeconds: 10
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet:
    {{- with .host }}
    host: {{ . }}
    {{- end }}
    path: /healthz
    port: {{ .ports.health }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 3
{{- end }}

{{/* A quota tree has no snapshots, so the NFS driver has no snapshotter. */}}
{{- define "twinsite.snapshots" -}}
{{- if and .Values.sidecars.snapshotter.enabled (ne (include "twinsite.kind" .) "nfs") }}true{{ end -}}
{{- end }}

{{- define "twinsite.controllerSidecars" -}}
{{- $snapshots := include "twinsite.snapshots" . -}}
{{- $sweep := ternary (list) (list "--snapshot-orphan-sweep-interval=0") (eq $snapshots "true") -}}
{{- $fsType := ternary (list) (list "--default-fstype=ext4") (eq (include "twinsite.kind" .) "nfs") -}}
{{- $all := list (list "provisioner" (concat (list "--worker-threads=32") $fsType $sweep)) -}}
{{- /* An unpublish waits out a fence of a minute: with the attacher's own 10 workers a dead node's volumes would queue. */ -}}
{{- $all = append $all (list "attacher" (list "--worker-threads=100")) -}}
{{- $all = append $all (list "resizer" (list "--handle-volume-inuse-error=false")) -}}
{{- if $snapshots }}{{ $all = append $all (list "snapshotter" (list "--feature-gates=CSIVolumeGroupSnapshot=false")) }}{{ end -}}
{{- range $all -}}
{{- $name := index . 0 -}}
{{- $port := ternary (get $.Values.controller.ports $name | int) 0 $.Values.metrics.enabled -}}
{{- $flags := include "twinsite.leaderFlags" (dict "root" $ "port" $port) | fromYamlArray -}}
{{- $sidecar := dict "name" (printf "csi-%s" $name) "sidecar" (get $.Values.sidecars $name) "port" $port -}}
{{ include "twinsite.sidecar" (merge $sidecar (dict "env" $.Values.controller.extraEnv "args" (concat $flags (index . 1)))) }}
{{ end -}}
{{- $flags := list "--csi-address=/csi/csi.sock" (printf "--http-endpoint=:%d" (int .Values.controller.ports.health)) "--probe-timeout=3s" -}}
{{ include "twinsite.sidecar" (dict "name" "liveness-probe" "sidecar" .Values.sidecars.livenessProbe "env" .Values.controller.extraEnv "args" $flags) }}
{{- end }}

{{- define "twinsite.controllerAffinity" -}}
{{- $spread := .Values.controller.spread -}}
{{- $keys := dict "kubernetes.io/hostname" $spread.hosts .Values.sites.nodeLabel $spread.zones -}}
{{- $labels := fromYaml (include "twinsite.selector" .) -}}
{{- $_ := set $labels "app.kubernetes.io/component" "controller" -}}
{{- $required := list -}}
{{- $preferred := list -}}
{{- range $key, $how := $keys -}}
{{- $term := dict "topologyKey" $key "labelSelector" (dict "matchLabels" $labels) -}}
{{- if eq $how "required" }}{{ $required = append $required $term }}{{ end -}}
{{- if eq $how "preferred" }}{{ $preferred = append $preferred (dict "weight" 100 "podAffinityTerm" $term) }}{{ end -}}
{{- end -}}
{{- if or $required $preferred -}}
affinity:
  podAntiAffinity:
    {{- with $required }}
    requiredDuringSchedulingIgnoredDuringExecution:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- with $preferred }}
    preferredDuringSchedulingIgnoredDuringExecution:
      {{- toYaml . | nindent 6 }}
    {{- end }}
{{- end -}}
{{- end }}

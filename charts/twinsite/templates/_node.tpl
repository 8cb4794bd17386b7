{{/* dict of root, site ("" for none), own and claimed label values. */}}
{{- define "twinsite.nodeDaemonSet" -}}
{{- $root := .root -}}
{{- $node := $root.Values.node -}}
{{- $component := ternary (printf "node-%s" .site) "node" (ne .site "") -}}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: {{ include "twinsite.fullname" $root }}-{{ $component }}
  namespace: {{ $root.Release.Namespace | quote }}
  labels:
    {{- include "twinsite.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $component }}
spec:
  updateStrategy:
    type: {{ $node.updateStrategy }}
    {{- if eq $node.updateStrategy "RollingUpdate" }}
    rollingUpdate:
      maxUnavailable: {{ $node.maxUnavailable }}
    {{- end }}
  selector:
    matchLabels:
      {{- include "twinsite.selector" $root | nindent 6 }}
      app.kubernetes.io/component: {{ $component }}
  template:
    metadata:
      labels:
        {{- with $node.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        {{- include "twinsite.labels" $root | nindent 8 }}
        app.kubernetes.io/component: {{ $component }}
        {{ include "twinsite.driver" $root }}/node-plugin: "true"
      annotations:
        {{- with $node.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        checksum/config: {{ include "twinsite.nodeConfig" $root | sha256sum | quote }}
    spec:
      {{- if eq (include "twinsite.kind" $root) "nfs" }}
      # Its node plugin needs nothing of the API server.
      automountServiceAccountToken: false
      {{- end }}
      serviceAccountName: {{ include "twinsite.nodeAccount" $root | quote }}
      priorityClassName: {{ $node.priorityClassName | quote }}
      # Everything of the host is reached through process 1: its tools, its daemons, its files (docs/adr/0019). So nothing that
      # a volume is mounted on is mounted here, and no mount has to propagate.
      hostPID: true
      hostNetwork: true
      dnsPolicy: Default
      {{- with $root.Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      terminationGracePeriodSeconds: 30
      {{- if .claimed }}
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions:
                  - key: {{ $root.Values.sites.nodeLabel | quote }}
                    operator: {{ ternary "In" "NotIn" (ne .site "") }}
                    values: {{ toJson (ternary .own .claimed (ne .site "")) }}
      {{- end }}
      nodeSelector:
        {{- toYaml $node.nodeSelector | nindent 8 }}
      tolerations:
        {{- toYaml $node.tolerations | nindent 8 }}
      containers:
        {{- include "twinsite.nodeDriver" . | nindent 8 }}
        {{- include "twinsite.nodeSidecars" $root | nindent 8 }}
      volumes:
        {{- include "twinsite.nodeVolumes" $root | nindent 8 }}
{{- end }}

{{- define "twinsite.nodeDriver" -}}
{{- $root := .root -}}
{{- $node := $root.Values.node -}}
{{- $host := ternary "" "127.0.0.1" $root.Values.metrics.enabled -}}
- name: driver
  {{- include "twinsite.driverImage" $root | nindent 2 }}
  args:
    - --driver={{ include "twinsite.kind" $root }}
    - --mode=node
    - --endpoint=unix:///csi/csi.sock
    - --config=/etc/twinsite/config/driver.yaml
    - {{ printf "--state-dir=%s" $node.stateDirectory | quote }}
    - --log-level={{ $root.Values.logLevel }}
    - --metrics={{ ternary "[$(POD_IP)]" "127.0.0.1" $root.Values.metrics.enabled }}:{{ $node.ports.metrics }}
    {{- with $node.networks }}
    - {{ printf "--node-network=%s" (join "," .) | quote }}
    {{- end }}
    {{- with .site }}
    - --site={{ . }}
    {{- end }}
  env:
    - name: TWINSITE_NODE_NAME
      valueFrom:
        fieldRef:
          fieldPath: spec.nodeName
    - name: POD_IP
      valueFrom:
        fieldRef:
          fieldPath: status.podIP
    {{- if and (eq (include "twinsite.kind" $root) "nfs") (not $node.networks) }}
    # Where the array sees NFS traffic of the node from.
    - name: TWINSITE_NODE_ADDRESS
      valueFrom:
        fieldRef:
          fieldPath: status.hostIP
    {{- end }}
    {{- with $node.extraEnv }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  ports:
    - name: metrics
      containerPort: {{ $node.ports.metrics }}
    - name: health
      containerPort: {{ $node.ports.health }}
  {{- include "twinsite.driverProbes" (dict "ports" $node.ports "host" $host) | nindent 2 }}
  resources:
    {{- toYaml $node.resources | nindent 4 }}
  securityContext:
    privileged: true
    runAsUser: 0
    readOnlyRootFilesystem: true
  terminationMessagePolicy: FallbackToLogsOnError
  volumeMounts:
    - name: socket
      mountPath: /csi
    - name: config
      mountPath: /etc/twinsite/config
      readOnly: true
    - name: state
      mountPath: {{ $node.stateDirectory | quote }}
{{- end }}

{{- define "twinsite.nodeSidecars" -}}
{{- $env := .Values.node.extraEnv -}}
{{- $registration := list (dict "name" "registration" "mountPath" "/registration") -}}
{{- $flags := list "--csi-address=/csi/csi.sock" (printf "--kubelet-registration-path=%s/csi.sock" (include "twinsite.pluginDirectory" .)) "--v=2" -}}
{{ include "twinsite.sidecar" (dict "name" "csi-node-driver-registrar" "sidecar" .Values.sidecars.registrar "env" $env "args" $flags "mounts" $registration) }}
{{ $host := ternary "" "127.0.0.1" .Values.metrics.enabled -}}
{{ $flags = list "--csi-address=/csi/csi.sock" (printf "--http-endpoint=%s:%d" $host (int .Values.node.ports.health)) "--probe-timeout=3s" -}}
{{ include "twinsite.sidecar" (dict "name" "liveness-probe" "sidecar" .Values.sidecars.livenessProbe "env" $env "args" $flags) }}
{{- end }}

{{- define "twinsite.nodeVolumes" -}}
- name: socket
  hostPath:
    path: {{ include "twinsite.pluginDirectory" . | quote }}
    type: DirectoryOrCreate
- name: registration
  hostPath:
    path: {{ printf "%s/plugins_registry" .Values.kubeletDirectory | quote }}
    type: Directory
- name: state
  hostPath:
    path: {{ .Values.node.stateDirectory | quote }}
    type: DirectoryOrCreate
- name: config
  configMap:
    name: {{ include "twinsite.fullname" . }}-node
{{- end }}

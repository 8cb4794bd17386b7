{{/* What the schema cannot say in words: a JSON list of sentences, each with the value, what is wrong and what to give. */}}
{{- define "twinsite.problems" -}}
{{- $all := list -}}
{{- range list "drivers" "identity" "paths" "arrays" "sites" "timers" "ports" "accounts" "network" "examples" -}}
{{- $all = concat $all (include (printf "twinsite.problems.%s" .) $ | fromJsonArray) -}}
{{- end -}}
{{ toJson $all }}
{{- end }}

{{- define "twinsite.problems.drivers" -}}
{{- $list := list -}}
{{- if not (or .Values.iscsi.enabled .Values.nfs.enabled) -}}
{{- $list = append $list "iscsi.enabled and nfs.enabled are both false, so there is nothing to install: set one of them to true, or uninstall the release" -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.identity" -}}
{{- $list := list -}}
{{- $id := .Values.clusterId -}}
{{- if not (regexMatch "^[a-z0-9]([-.a-z0-9]{0,61}[a-z0-9])?$" $id) -}}
{{- $list = append $list (printf "clusterId is %q: give this Kubernetes cluster a name that no other cluster on the same array has, 1 to 63 lower-case letters, digits, - and . with a letter or digit at both ends, and never change it" $id) -}}
{{- end -}}
{{- range $where, $image := dict "image" .Values.image "sidecars.provisioner.image" .Values.sidecars.provisioner.image "sidecars.attacher.image" .Values.sidecars.attacher.image "sidecars.resizer.image" .Values.sidecars.resizer.image "sidecars.snapshotter.image" .Values.sidecars.snapshotter.image "sidecars.registrar.image" .Values.sidecars.registrar.image "sidecars.livenessProbe.image" .Values.sidecars.livenessProbe.image -}}
{{- if and $image.digest (not (regexMatch "^sha256:[0-9a-f]{64}$" $image.digest)) -}}
{{- $list = append $list (printf "%s.digest is %q: give sha256: and 64 hex digits, or leave it empty and give a tag" $where $image.digest) -}}
{{- end -}}
{{- if or (eq $image.tag "latest") (and (ne $where "image") (not $image.tag) (not $image.digest)) -}}
{{- $list = append $list (printf "%s.tag is %q: give one fixed version, so that every node and every restart runs the same" $where $image.tag) -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.paths" -}}
{{- $list := list -}}
{{- range $where, $path := dict "kubeletDirectory" .Values.kubeletDirectory "node.stateDirectory" .Values.node.stateDirectory "nfs.node.stateDirectory" .Values.nfs.node.stateDirectory -}}
{{- if not (regexMatch "^(/[^/]+)+$" $path) -}}
{{- $list = append $list (printf "%s is %q: give an absolute path of the nodes without a / at its end" $where $path) -}}
{{- end -}}
{{- end -}}
{{- $max := toString .Values.node.maxUnavailable -}}
{{- if not (regexMatch "^([1-9][0-9]*|[1-9][0-9]?%|100%)$" $max) -}}
{{- $list = append $list (printf "node.maxUnavailable is %q: give a number of nodes from 1 on, or a share such as 10%%" $max) -}}
{{- end -}}
{{- range $key, $text := .Values.multipath -}}
{{- if and (kindIs "string" $text) (regexMatch "[\"\\n]" $text) -}}
{{- $list = append $list (printf "multipath.%s is %q: give a regular expression without a double quote or a line break" $key $text) -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.arrays" -}}
{{- $list := list -}}
{{- $names := dict -}}
{{- range $index, $array := .Values.arrays -}}
{{- if hasKey $names $array.name -}}
{{- $list = append $list (printf "arrays[%d].name is %q, as an entry before it: give every array a name of its own" $index $array.name) -}}
{{- end -}}
{{- $_ := set $names $array.name true -}}
{{- if not (regexMatch "^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$" $array.secretName) -}}
{{- $list = append $list (printf "arrays[%d].secretName is %q: give the name of a Secret in the namespace of the release" $index $array.secretName) -}}
{{- end -}}
{{- end -}}
{{- $rules := dict "identityRule" .Values.identityRule -}}
{{- range $index, $array := .Values.arrays -}}
{{- $_ := set $rules (printf "arrays[%d].identityRule" $index) $array.identityRule -}}
{{- end -}}
{{- range $where, $rule := $rules -}}
{{- with $rule -}}
{{- if and .prefix (not (regexMatch "^6[0-9a-fA-F]{0,24}$" .prefix)) -}}
{{- $list = append $list (printf "%s.prefix is %q: give hex digits that begin with 6 (NAA type 6)" $where .prefix) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.sites" -}}
{{- $list := list -}}
{{- $sites := .Values.sites -}}
{{- range $sites.a.nodeLabelValues -}}
{{- if has . $sites.b.nodeLabelValues -}}
{{- $list = append $list (printf "sites.a.nodeLabelValues and sites.b.nodeLabelValues both have %q: a node stands at one site" .) -}}
{{- end -}}
{{- end -}}
{{- $seen := dict -}}
{{- range $site := list "a" "b" "arbiter" -}}
{{- range $host := (index $sites $site).hosts -}}
{{- if hasKey $seen $host -}}
{{- $list = append $list (printf "sites.%s.hosts has %q, which sites.%s.hosts has too: a host stands at one site" $site $host (get $seen $host)) -}}
{{- end -}}
{{- $_ := set $seen $host $site -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{/* The driver's own rule (docs/adr/0009), told before a pod would have to tell it. */}}
{{- define "twinsite.problems.timers" -}}
{{- $list := list -}}
{{- $timers := .Values.timers -}}
{{- $fence := int (dig "gatewayFenceMs" 10000 $timers) -}}
{{- $replacement := int (dig "replacementTimeoutMs" (max $fence 1000) $timers) -}}
{{- $noop := int (dig "noopTimeoutMs" 5000 $timers) -}}
{{- $vip := int (dig "vipReplacementTimeoutMs" (max 20000 $replacement) $timers) -}}
{{- if lt (add $noop $replacement) $fence -}}
{{- $list = append $list (printf "timers: noopTimeoutMs + replacementTimeoutMs is %d, below gatewayFenceMs (%d): a path would fail while its gateway may still write; raise one of the two" (add $noop $replacement) $fence) -}}
{{- end -}}
{{- if lt $vip $replacement -}}
{{- $list = append $list (printf "timers.vipReplacementTimeoutMs is %d: give at least replacementTimeoutMs (%d), a VIP is waited for longer than another path" $vip $replacement) -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.ports" -}}
{{- $list := list -}}
{{- $seen := dict -}}
{{- $parts := dict "controller" .Values.controller.ports "node" .Values.node.ports "nfs.controller" .Values.nfs.controller.ports "nfs.node" .Values.nfs.node.ports -}}
{{- range $part := list "controller" "node" "nfs.controller" "nfs.node" -}}
{{- $onHost := or $.Values.controller.hostNetwork (hasSuffix "node" $part) -}}
{{- $place := ternary "host" $part $onHost -}}
{{- range $name, $port := get $parts $part -}}
{{- $key := printf "%s %d" $place (int $port) -}}
{{- $where := printf "%s.ports.%s" $part $name -}}
{{- if hasKey $seen $key -}}
{{- $list = append $list (printf "%s is %d, as %s: give it a port of its own" $where (int $port) (get $seen $key)) -}}
{{- end -}}
{{- $_ := set $seen $key $where -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.accounts" -}}
{{- $list := list -}}
{{- $drivers := dict -}}
{{- include "twinsite.drivers" (dict "root" . "into" $drivers) -}}
{{- $users := dict -}}
{{- range $kind, $driver := $drivers -}}
{{- $prefix := ternary "nfs." "" (eq $kind "nfs") -}}
{{- range $part := list "controller" "node" -}}
{{- $where := printf "%s%s.serviceAccount" $prefix $part -}}
{{- $account := (get $driver.Values $part).serviceAccount -}}
{{- if and (not $account.create) (not $account.name) -}}
{{- $list = append $list (printf "%s.create is false and its name is empty: name the account that is there" $where) -}}
{{- end -}}
{{- $name := include (printf "twinsite.%sAccount" $part) $driver -}}
{{- if hasKey $users $name -}}
{{- $list = append $list (printf "%s.name and %s.name are the same: nodes would get the rights of the controller, or one driver those of the other; give each its own" (get $users $name) $where) -}}
{{- end -}}
{{- $_ := set $users $name $where -}}
{{- end -}}
{{- end -}}
{{- range .Values.rbac.secretNamespaces -}}
{{- if not (regexMatch "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$" .) -}}
{{- $list = append $list (printf "rbac.secretNamespaces has %q: give names of namespaces" .) -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.network" -}}
{{- $list := list -}}
{{- range $where, $peer := dict "apiServer" .Values.networkPolicy.apiServer "managers" .Values.networkPolicy.managers -}}
{{- range $peer.cidrs -}}
{{- if not (regexMatch "^[0-9a-fA-F.:]+/[0-9]{1,3}$" .) -}}
{{- $list = append $list (printf "networkPolicy.%s.cidrs has %q: give address ranges such as 10.0.0.0/24; a policy knows no host names" $where .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range .Values.nfs.node.networks -}}
{{- if not (regexMatch "^[0-9a-fA-F.:]+/[0-9]{1,3}$" .) -}}
{{- $list = append $list (printf "nfs.node.networks has %q: give address ranges such as 10.0.0.0/24, in which every node has an address of its own" .) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.metrics.serviceMonitor.enabled (not .Values.metrics.enabled) -}}
{{- $list = append $list "metrics.serviceMonitor.enabled is true while metrics.enabled is false: there is nothing to scrape; set both" -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

{{- define "twinsite.problems.examples" -}}
{{- $list := list -}}
{{- with .Values.examples.storageClass -}}
{{- if and .enabled (or (not .accessPaths) (not .pool)) -}}
{{- $list = append $list "examples.storageClass.enabled is true: give accessPaths (the name of an AccessPath object) and pool (a pool of the array) too" -}}
{{- end -}}
{{- if and .enabled (ne (empty .secretName) (empty .secretNamespace)) -}}
{{- $list = append $list "examples.storageClass: give secretName and secretNamespace both, or none of them" -}}
{{- end -}}
{{- end -}}
{{- with .Values.examples.nfsStorageClass -}}
{{- if and .enabled (not (and .xmsServers .shares)) -}}
{{- $list = append $list "examples.nfsStorageClass.enabled is true: give xmsServers (managers of the array) and shares (VIP:/sdsfs/FOLDER/) too" -}}
{{- end -}}
{{- if and .enabled (not (and .secretName .secretNamespace)) -}}
{{- $list = append $list "examples.nfsStorageClass: give secretName and secretNamespace, the Secret with the user and the password of the array" -}}
{{- end -}}
{{- if and .enabled (ne (eq .access "group") (not (empty .clientGroupName))) -}}
{{- $list = append $list (printf "examples.nfsStorageClass.access is %q and clientGroupName %q: access group needs a client group, and the others have none" .access .clientGroupName) -}}
{{- end -}}
{{- end -}}
{{ toJson $list }}
{{- end }}

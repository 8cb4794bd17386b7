/** Requests and replies; the notation is explained in README.md. */
export const volumesOperations = `
GET /block-snapshots/ ?q ?sort ?limit:int ?offset:int ?pool_id:int ?block_volume_id:int ?reserved:bool
    ?all:bool -> 200=SnapshotsResp 400 500
POST /block-snapshots/ <SnapshotCreateReq -> 202=SnapshotResp 400 500
GET /block-snapshots/{id} -> 200=SnapshotResp 404 500
DELETE /block-snapshots/{id} -> 202=SnapshotResp 404 500
GET /block-volume-groups/ ?q ?sort ?limit:int ?offset:int -> 200=VolumeGroupsResp 400 500
POST /block-volume-groups/ <VolumeGroupCreateReq -> 200=VolumeGroupResp 400 500
DELETE /block-volume-groups/{id} -> 204 404 500
GET /block-volume-group-snapshots/ ?q ?sort ?limit:int ?offset:int -> 200=VolumeGroupSnapshotsResp 400 500
POST /block-volume-group-snapshots/ <VolumeGroupSnapshotCreateReq
    -> 200=VolumeGroupSnapshotResp 202=VolumeGroupSnapshotResp 400 500
DELETE /block-volume-group-snapshots/{id} -> 202=VolumeGroupSnapshotResp 204 404 500
GET /block-volumes/ ?name ?q ?sort ?limit:int ?offset:int ?pool_id:int ?block_snapshot_id:int
    ?client_group_id:int ?mapping_group_id:int ?access_path_id:int ?dp_block_backup_policy_id:int
    ?passive:bool ?recycled:bool ?all:bool -> 200=VolumesResp 400 500
POST /block-volumes/ <VolumeCreateReq -> 202=VolumeResp 400 500
GET /block-volumes/{id} -> 200=VolumeResp 404 500
DELETE /block-volumes/{id} ?bypass_trash:bool -> 202=VolumeResp 400 404 500
PATCH /block-volumes/{id} <VolumeUpdateReq -> 200=VolumeResp 400 404 500
GET /trash-resources/ ?type ?q ?sort ?limit:int ?offset:int -> 200=TrashResourcesResp 400 500
GET /trash-resources/{id} -> 200=TrashResourceResp 404 500
DELETE /trash-resources/{id} -> 202=TrashResourceResp 400 404 500
POST /trash-resources/{id}:restore -> 202=TrashResourceResp 400 404 500
GET /trashes/ ?type ?q ?sort ?limit:int ?offset:int -> 200=TrashesResp 400 500
`;

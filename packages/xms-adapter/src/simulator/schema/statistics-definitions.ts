/** Object shapes; the notation is explained in README.md. */
export const statisticsDefinitions = `
ClusterOverview = access_path_active_num:int access_path_error_num:int access_path_num:int
    access_path_warning_num:int block_volume_active_num:int block_volume_error_num:int
    block_volume_num:int client_group_active_num:int client_group_error_num:int client_group_num:int
    cloud_instance_num:int cloud_platform_num:int cloud_volume_num:int fs_client_group_num:int
    fs_client_num:int fs_folder_active_num:int fs_folder_error_num:int fs_folder_num:int
    fs_gateway_group_active_num:int fs_gateway_group_error_num:int fs_gateway_group_num:int
    fs_gateway_group_warning_num:int fs_snapshot_active_num:int fs_snapshot_error_num:int
    fs_snapshot_num:int fs_user_available_num:int fs_user_num:int host_active_num:int host_error_num:int
    host_num:int host_offline_num:int host_warning_num:int nfs_gateway_active_num:int
    nfs_gateway_error_num:int nfs_gateway_num:int nfs_gateway_stopped_num:int os_bucket_active_num:int
    os_bucket_error_num:int os_bucket_num:int os_gateway_active_num:int os_gateway_error_num:int
    os_gateway_num:int os_gateway_stopped_num:int os_policy_active_num:int os_policy_error_num:int
    os_policy_num:int os_user_active_num:int os_user_error_num:int os_user_num:int osd_active_num:int
    osd_error_num:int osd_num:int osd_offline_num:int osd_warning_num:int partition_active_num:int
    partition_error_num:int partition_num:int partition_used_num:int pd_active_num:int pd_error_num:int
    pd_num:int pd_warning_num:int pool_active_num:int pool_degraded_num:int pool_error_num:int
    pool_full_num:int pool_num:int pool_recovering_num:int s3_load_balancer_active_num:int
    s3_load_balancer_error_num:int s3_load_balancer_group_active_num:int
    s3_load_balancer_group_error_num:int s3_load_balancer_group_num:int
    s3_load_balancer_group_warning_num:int s3_load_balancer_num:int service_mon_active_num:int
    service_mon_error_num:int service_mon_num:int service_mon_stopped_num:int service_xdc_active_num:int
    service_xdc_error_num:int service_xdc_num:int service_xdc_stopped_num:int service_xms_active_num:int
    service_xms_error_num:int service_xms_num:int service_xms_stopped_num:int snapshot_active_num:int
    snapshot_error_num:int snapshot_num:int
ClusterStat = actual_kbyte:int create:time data_kbyte:int degraded_percent:num error_kbyte:int
    healthy_percent:num os_down_bandwidth_kbyte:num os_down_iops:num os_merge_speed:int
    os_up_bandwidth_kbyte:num os_up_iops:num read_bandwidth_kbyte:num read_iops:num read_latency_us:num
    recovery_bandwidth_kbyte:num recovery_iops:num recovery_percent:num total_kbyte:int
    unavailable_percent:num used_kbyte:int write_bandwidth_kbyte:num write_iops:num write_latency_us:num
HostStat = context_switch_ps:num cpu_util:num create:time interrupts_ps:num load15min:num load1min:num
    load5min:num mem_usage_percent:num meta_docker_used_kbyte:num meta_elasticsearch_used_kbyte:num
    meta_etcd_used_kbyte:num meta_log_used_kbyte:num meta_mon_used_kbyte:num meta_postgres_used_kbyte:num
    meta_prometheus_used_kbyte:num network_drop_pps:num network_error_pps:num
    network_rx_bandwidth_kbyte:num network_rx_drop_pps:num network_rx_error_pps:num network_rx_pps:num
    network_tx_bandwidth_kbyte:num network_tx_drop_pps:num network_tx_error_pps:num network_tx_pps:num
    page_paging_ps:num
PoolStat = actual_kbyte:int create:time creating_num:int data_kbyte:int degraded_num:int
    degraded_percent:num error_kbyte:int healthy_num:int healthy_percent:num omap_total_kbyte:num
    omap_used_kbyte:num omap_used_percent:num read_bandwidth_kbyte:num read_iops:num read_latency_us:num
    recovery_bandwidth_kbyte:num recovery_iops:num recovery_num:int recovery_percent:num
    total_bandwidth_kbyte:num total_iops:num total_kbyte:int unavailable_num:int unavailable_percent:num
    used_kbyte:int used_percent:num write_bandwidth_kbyte:num write_iops:num write_latency_us:num
`;

/**
 * What real arrays send although SDS_4.2.000.0.200302 does not declare it.
 * `paging`: seen by the categraf client. `gateway_ips`, `dc_name`: XSCALEROS 5.2, sent only in that mode.
 */
export const laterDefinitions = `
Paging = count:int limit:int offset:int total_count:int
Target = gateway_ips dc_name
`;

/** Statuses any operation may answer: no token, wrong role, nothing there, duplicate, fault. */
export const anyOperationMayAnswer: ReadonlySet<number> = new Set([400, 401, 403, 404, 409, 500]);

/** A few facts of the swagger SDS_4.2.000.0.200302, in its own form, to compare the schema with. */
export const specSample = {
  paths: {
    '/mapping-groups/{mapping_group_id}/block-volumes': {
      delete: {
        parameters: [
          { in: 'path', name: 'mapping_group_id', required: true, type: 'integer' },
          {
            in: 'body',
            name: 'body',
            required: true,
            schema: { $ref: '#/definitions/MappingGroupRemoveVolumesReq' },
          },
          { in: 'query', name: 'force', required: false, type: 'boolean' },
        ],
        responses: {
          '202': { schema: { $ref: '#/definitions/MappingGroupResp' } },
          '400': {},
          '404': {},
          '500': {},
        },
      },
    },
    '/client-lun-mappings/': {
      get: {
        parameters: [
          { in: 'query', name: 'limit', required: false, type: 'integer' },
          { in: 'query', name: 'offset', required: false, type: 'integer' },
          { in: 'query', name: 'mapping_group_id', required: true, type: 'integer' },
        ],
        responses: {
          '200': { schema: { $ref: '#/definitions/ClientLunMappingsResp' } },
          '400': {},
          '500': {},
        },
      },
    },
  },
  definitions: {
    MappingGroupRemoveVolumesReq: {
      properties: { block_volume_ids: { type: 'array', items: { type: 'integer', format: 'int64' } } },
      required: ['block_volume_ids'],
    },
    Target: {
      properties: {
        access_path: { $ref: '#/definitions/AccessPath_Nestview' },
        board: { type: 'integer' },
        create: { type: 'string', format: 'date-time' },
        host: { $ref: '#/definitions/Host_Nestview' },
        id: { type: 'integer' },
        iqn: { type: 'string' },
        port: { type: 'integer' },
        status: { type: 'string' },
        update: { type: 'string', format: 'date-time' },
      },
    },
    Token: {
      properties: {
        create: { type: 'string', format: 'date-time' },
        expires: { type: 'string', format: 'date-time' },
        user: { $ref: '#/definitions/User' },
        uuid: { type: 'string' },
        valid: { type: 'boolean' },
      },
    },
    TokenRecord: {
      allOf: [
        { $ref: '#/definitions/Token' },
        { properties: { roles: { type: 'array', items: { type: 'string' } } } },
      ],
    },
  },
};

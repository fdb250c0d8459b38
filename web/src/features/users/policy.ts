/** What one role may do, as the server tells it. */
export interface RolePermissions<R extends string> {
  role: R;
  permissions: readonly { resource: string; action: string; scope: string }[];
}

export interface PolicyRow<R extends string> {
  resource: string;
  action: string;
  /** The scope that each role has; a role that may not is missing. */
  scopes: ReadonlyMap<R, string>;
}

/** The policy with a row for each thing that may be done, by resource and action, and a scope for each role. */
export function policyRows<R extends string>(matrix: readonly RolePermissions<R>[]): PolicyRow<R>[] {
  const rows = new Map<string, { resource: string; action: string; scopes: Map<R, string> }>();
  for (const { role, permissions } of matrix) {
    for (const { resource, action, scope } of permissions) {
      const key = `${resource} ${action}`;
      const row = rows.get(key) ?? { resource, action, scopes: new Map<R, string>() };
      row.scopes.set(role, scope);
      rows.set(key, row);
    }
  }
  const order = ["read", "create", "update"];
  const rank = (action: string) => (order.includes(action) ? order.indexOf(action) : order.length);
  return [...rows.values()].sort((a, b) => a.resource.localeCompare(b.resource) || rank(a.action) - rank(b.action) || a.action.localeCompare(b.action));
}

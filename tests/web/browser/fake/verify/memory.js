export class StoredMemory { async recall() { return null; } async remember() {} }

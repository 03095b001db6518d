/** What is asked of the library, and shown when it has answered. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "./engine/client";
import { useShared } from "./state";

export function useAsked<T>(name: string, ...given: unknown[]): { value: T | null; failed: string } {
    const [state, setState] = useState<{ value: T | null; failed: string }>({ value: null, failed: "" });
    useEffect(() => {
        let wanted = true;
        ask<T>(name, ...given).then(
            (value) => wanted && setState({ value, failed: "" }),
            (error: Error) => wanted && setState({ value: null, failed: error.message }),
        );
        return () => { wanted = false; };
    }, [name, ...given]);
    return state;
}

export function Wait({ failed }: { failed: string }) {
    const { w } = useShared();
    return failed ? <p class="wrong" role="alert">{w.failed} {failed}</p> : <p role="status">{w.loading}</p>;
}

function __tacita_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __tacita_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __tacita_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __tacita_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __tacita_parse_tokens -S
    set -l unparsed_tokens (__tacita_tokens -pc)
    switch $unparsed_tokens[1]
    case 'tacita'
        __tacita_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'keygen'
            __tacita_parse_subcommand 0 'name=' 'registration=+' 'route=' 'recovery=+' 'classical-recovery' 'revocation=' 'allow-weak-passphrase' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'card'
            __tacita_parse_subcommand 1 'show' 'fingerprint' 'link' 'renew' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'profile'
            __tacita_parse_subcommand 0 'name=' 'add-registration=+' 'remove-registration=+' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'contact'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'add'
                __tacita_parse_subcommand 1 'as=' 'fingerprint=' 'held=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'list'
                __tacita_parse_subcommand 0 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'show'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'verify'
                __tacita_parse_subcommand 1 'fingerprint=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'rename'
                __tacita_parse_subcommand 2 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'replace'
                __tacita_parse_subcommand 2 'yes' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'trust'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'distrust'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'check'
                __tacita_parse_subcommand 1 'all' 'max-age=' 'online' 'endpoint=' 'access-key-file=' 'timeout=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'remove'
                __tacita_parse_subcommand 1 'yes' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'directory'
            __tacita_parse_subcommand -r 1 'register=' 'profession=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'verify-registration'
            __tacita_parse_subcommand -r 1 'contact=' 'name=' 'max-age=' 'online' 'endpoint=' 'access-key-file=' 'timeout=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'attest'
            __tacita_parse_subcommand 1 'registration=+' 'method=' 'fingerprint=' 'valid=' 'despite-restriction=' 'unconfirmed-name=' 'list' 'max-age=' 'online' 'endpoint=' 'access-key-file=' 'timeout=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'revoke'
            __tacita_parse_subcommand 1 'own' 'reason=' 'from=' 'yes' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'register'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'import'
                __tacita_parse_subcommand 2 'columns=' 'active=+' 'source=' 'date=' 'allow-fewer' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'list'
                __tacita_parse_subcommand 0 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'remove'
                __tacita_parse_subcommand 1 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'send'
            __tacita_parse_subcommand 0 'to=+' 'to-team=' 'to-role=' 'all-or-none' 'body=' 'attach=+' 'stdin-name=' 'clean' 'no-clean' 'subject=' 'expires=' 'priority=' 'patient=' 'patient-from=' 'other-patient' 'reply-to=' 'to-sender' 'skip-unreachable' 'ask=+' 'replaces=' 'ack-within=' 'escalate-to=+' 'no-export' 'redact' 'redact-patient=' 'check-text' 'allow-unverified=' 'despite-revocation=' 'queue' 'o/output=' 'force' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'receive'
            __tacita_parse_subcommand -r 1 'fetch-only' 'follow' 'no-content' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'list'
            __tacita_parse_subcommand 0 'from=' 'team=' 'patient-from=' 'since=' 'priority=' 'limit=' 'conversation=' 'unread' 'sent' 'held' 'refused' 'no-pager' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'show'
            __tacita_parse_subcommand 1 'part=' 'inner=' 'conversation' 'o/output=' 'force' 'peek' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'search'
            __tacita_parse_subcommand -r 1 'from=' 'since=' 'no-pager' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'ack'
            __tacita_parse_subcommand 1 'decline' 'note=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'forward'
            __tacita_parse_subcommand 1 'to=+' 'to-team=' 'to-role=' 'all-or-none' 'body=' 'priority=' 'patient-from=' 'other-patient' 'ask=+' 'allow-unverified=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'recall'
            __tacita_parse_subcommand 1 'reason=' 'only=+' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'overdue'
            __tacita_parse_subcommand 0 'escalate' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'ask-again'
            __tacita_parse_subcommand 0 'since=' 'to=+' 'dry-run' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'export'
            __tacita_parse_subcommand -r 1 'conversation=' 'patient-from=' 'format=' 'each' 'mllp=' 'timeout=' 'o/output=' 'force' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'verify-export'
            __tacita_parse_subcommand 1 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'delete'
            __tacita_parse_subcommand -r 1 'yes' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'team'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'create'
                __tacita_parse_subcommand 1 'member=+' 'owner=+' 'as=' 'patient-from=' 'allow-unverified=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'add'
                __tacita_parse_subcommand -r 2 'allow-unverified=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'remove'
                __tacita_parse_subcommand -r 2 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'own'
                __tacita_parse_subcommand -r 2 'withdraw' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'renew'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'show'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'list'
                __tacita_parse_subcommand 0 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'join'
                __tacita_parse_subcommand 1 'allow-unverified=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'leave'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'role'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'create'
                __tacita_parse_subcommand 1 'owner=+' 'as=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'plan'
                __tacita_parse_subcommand 2 'overlap=' 'vacant=+' 'stat=' 'urgent=' 'routine=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'publish'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'add'
                __tacita_parse_subcommand 1 'as=' 'allow-unverified=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'show'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'list'
                __tacita_parse_subcommand 0 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'handover'
                __tacita_parse_subcommand 1 'to=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'on-call'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'blur'
            __tacita_parse_subcommand -r 1 'region=+' 'regions-from=' 'margin=' 'mode=' 'arrow=+' 'color=' 'width=' 'scrub-edges' 'no-scrub-edges' 'page=' 'detect=' 'yes' 'pick' 'open' 'metadata-only' 'allow-empty' 'salvage' 'to=' 'preview' 'o/output=' 'force' 'out-dir=' 'r/recursive' 'skip-existing' 'sheet=' 'report=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'verify-blur'
            __tacita_parse_subcommand 2 'region=+' 'regions-from=' 'margin=' 'mode=' 'arrow=+' 'color=' 'width=' 'scrub-edges' 'no-scrub-edges' 'page=' 'metadata-only' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'redact'
            __tacita_parse_subcommand 0 'check' 'only=' 'except=' 'patient=' 'names=' 'explain' 'map=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'unlock'
            __tacita_parse_subcommand 0 'idle=' 'for=' 'until=' 'pin' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'lock'
            __tacita_parse_subcommand 0 'all' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'key'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __tacita_parse_subcommand 0 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'add'
                __tacita_parse_subcommand 2 'classical-recovery' 'recovery-identity=' 'new-passphrase-file=' 'new-passphrase-fd=' 'new-second-factor=' 'allow-weak-passphrase' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'remove'
                __tacita_parse_subcommand 1 'recovery=+' 'classical-recovery' 'drop-others' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'passphrase'
                __tacita_parse_subcommand 0 'new-passphrase-file=' 'new-passphrase-fd=' 'new-second-factor=' 'allow-weak-passphrase' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'rekey'
                __tacita_parse_subcommand 0 'recovery=+' 'classical-recovery' 'drop-others' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'status'
            __tacita_parse_subcommand 0 'require-unlocked' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'doctor'
            __tacita_parse_subcommand 0 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'config'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'get'
                __tacita_parse_subcommand 1 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'set'
                __tacita_parse_subcommand 2 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'policy'
            __tacita_parse_subcommand 0 'check=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'retire'
            __tacita_parse_subcommand 0 'yes' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'version'
            __tacita_parse_subcommand 0 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'fleet'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'prepare'
                __tacita_parse_subcommand 1 'method=' 'valid=' 'max-age=' 'online' 'endpoint=' 'access-key-file=' 'timeout=' 'dry-run' 'folder=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'status'
                __tacita_parse_subcommand 1 'folder=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'renew'
                __tacita_parse_subcommand 1 'within=' 'method=' 'valid=' 'max-age=' 'online' 'endpoint=' 'access-key-file=' 'timeout=' 'dry-run' 'folder=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'leave'
                __tacita_parse_subcommand 1 'purge' 'yes' 'dry-run' 'folder=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'purge-expired'
            __tacita_parse_subcommand 0 'dry-run' 'require-exported' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'backup'
            __tacita_parse_subcommand 1 'keyring=' 'verify' 'fork' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'restore'
            __tacita_parse_subcommand 1 'keyring=' 'recovery-identity=' 'rehearse' 'yes' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
        case 'audit'
            __tacita_parse_subcommand 0 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __tacita_parse_subcommand 0 'since=' 'patient-from=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'verify'
                __tacita_parse_subcommand 0 'head=' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            case 'export'
                __tacita_parse_subcommand 0 'format=' 'since=' 'o/output=' 'force' 'home=' 'no-input' 'no-agent' 'clock-ok' 'passphrase-fd=' 'passphrase-file=' 'keyfile=' 'second-factor=' 'json' 'q/quiet' 'no-color' 'utc' 'version' 'h/help'
            end
        case 'help'
            __tacita_parse_subcommand -r 1 'version'
        end
    end
end

function __tacita_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __tacita_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __tacita_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __tacita_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__tacita_tokens -p)
    if test -z "$(__tacita_tokens -t)"
        set -l index (count (__tacita_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'tacita' -f
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'keygen' -d 'Make a home and a new identity.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'card' -d 'Print your card, which others need to write to you.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'profile' -d 'Show or change what your card says of you.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'contact' -d 'Add, check and list the people you write to.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'directory' -d 'Find people and roles on the route.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'verify-registration' -d 'Check a professional\'s registration: a number, a card, or a contact.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'attest' -d 'Sign that a key is that of a registered professional.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'revoke' -d 'End an identity, or an attestation that you signed. Final.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'register' -d 'Keep snapshots of professional registers.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'send' -d 'Seal, sign and deliver a message.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'receive' -d 'Fetch and open what others sent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'list' -d 'List the messages that have not expired.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'show' -d 'Read a message, or take out one of its parts.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'search' -d 'Find messages by words in their subject or text.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'ack' -d 'Tell the sender of a message that you take care of it, or that you do not.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'forward' -d 'Send a message on, with its author\'s signature.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'recall' -d 'Take back a message that you sent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'overdue' -d 'List own messages that have no answer in time.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'ask-again' -d 'Ask senders to send again what did not arrive.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'export' -d 'Take messages out for the patient\'s record.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'verify-export' -d 'Prove who wrote an exported message, and what, from its file alone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'delete' -d 'Delete messages here before they expire.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'team' -d 'Make teams, and say who is in them.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'role' -d 'Say who is on call, and find out.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'blur' -d 'Hide parts of a picture for good, and clean what else the file says.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'verify-blur' -d 'Prove that nothing of the hidden parts is left in a picture.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'redact' -d 'Mask what identifies a patient in a text.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'unlock' -d 'Hold the home open, so that other verbs need no passphrase.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'lock' -d 'Make the agent forget the key.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'key' -d 'The slots that open the home: passphrases, key files, recovery.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'status' -d 'Show the state of the home; needs no passphrase.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'doctor' -d 'Check whether all is well, and say what to do; needs no passphrase.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'config' -d 'Read and change the settings of the home.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'policy' -d 'Show what the administrator of this machine decided for every home.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'retire' -d 'End this copy of a home for good, in favour of another.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'version' -d 'Show the version of tacita and of the libraries inside.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'fleet' -d 'Look after the homes of many people, from one list.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'purge-expired' -d 'Destroy expired keys, and what they sealed.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'backup' -d 'Back the home up, without opening it.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'restore' -d 'Build the home again from a backup.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'audit' -d 'Read and check the log of who did what.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" name' -l 'name' -d 'Your name, as colleagues will see it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen"' -l 'registration' -d 'An entry in a professional register, like big:89012345601.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" route' -l 'route' -d 'Where mail goes and comes from, like spool:/srv/ward.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen"' -l 'recovery' -d 'An age recipient (age1pq1…) that can open the home if all else is lost.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" classical-recovery' -l 'classical-recovery' -d 'Allow a recovery recipient that a quantum computer could break (age1…).'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" revocation' -l 'revocation' -d 'Write the identity\'s revocation here instead of into the home.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" allow-weak-passphrase' -l 'allow-weak-passphrase' -d 'Take a passphrase that is easy to guess, as tests do.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita keygen" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" show' -l 'show' -d 'Read somebody\'s card, from FILE or standard input, without adding it.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" fingerprint' -l 'fingerprint' -d 'Print only your fingerprint, to be read to others.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" link' -l 'link' -d 'Print only identity and fingerprint: others find the card on the route by them.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" renew' -l 'renew' -d 'Make new keys for all days, as after a restore.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita card" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita card" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" name' -l 'name' -d 'Your name, as colleagues will see it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile"' -l 'add-registration' -d 'Claim an entry in a register, like big:89012345601; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile"' -l 'remove-registration' -d 'Claim an entry no longer; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita profile" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'add' -d 'Add a contact from a card, or bring one up to date.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'list' -d 'List your contacts and what each is worth.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'show' -d 'Show one contact: fingerprint, registrations, standing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'verify' -d 'Compare a contact\'s fingerprint and note that it agrees.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'rename' -d 'Give a contact another alias.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'replace' -d 'Replace a contact\'s key; the verification of the old key ends.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'trust' -d 'Trust a contact\'s attestations from now on.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'distrust' -d 'Stop trusting a contact\'s attestations.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'check' -d 'Check whether contacts are still what they were: registers, attestations, revocations.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact" -eq 1' -fa 'remove' -d 'Remove a contact; messages stay until they expire.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" as' -l 'as' -d 'The contact\'s alias; else made from the name.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" fingerprint' -l 'fingerprint' -d 'The six groups, as the person read them to you: compares and verifies.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" held' -l 'held' -d 'Take the card that came with a held message.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact add" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact show" -eq 1' -fka '(__tacita_custom_completion ---completion contact show -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact verify" -eq 1' -fka '(__tacita_custom_completion ---completion contact verify -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" fingerprint' -l 'fingerprint' -d 'The six groups as the person read them.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact rename" -eq 1' -fka '(__tacita_custom_completion ---completion contact rename -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact rename" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact replace" -eq 1' -fka '(__tacita_custom_completion ---completion contact replace -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact replace" -eq 2' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact replace" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact trust" -eq 1' -fka '(__tacita_custom_completion ---completion contact trust -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact trust" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact distrust" -eq 1' -fka '(__tacita_custom_completion ---completion contact distrust -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact distrust" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact check" -eq 1' -fka '(__tacita_custom_completion ---completion contact check -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" all' -l 'all' -d 'Check all contacts.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" max-age' -l 'max-age' -d 'How old a snapshot may be, like 7d; else 31d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" online' -l 'online' -d 'Ask the register over the network, through the program tacita-register.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" endpoint' -l 'endpoint' -d 'With --online: another address, such as that of a test server.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" access-key-file' -l 'access-key-file' -d 'With --online: a file with the key that the French service asks for.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" timeout' -l 'timeout' -d 'With --online: how long an answer may take; else 20s.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita contact remove" -eq 1' -fka '(__tacita_custom_completion ---completion contact remove -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita contact remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" register' -l 'register' -d 'Only people with a registration in this register.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" profession' -l 'profession' -d 'Only people attested with this profession.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita directory" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" contact' -l 'contact' -d 'Check a contact\'s card.' -rfka '(__tacita_custom_completion ---completion verify-registration -- --contact (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" name' -l 'name' -d 'Whose the number should be.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" max-age' -l 'max-age' -d 'How old a snapshot may be, like 7d; else 31d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" online' -l 'online' -d 'Ask the register over the network, through the program tacita-register.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" endpoint' -l 'endpoint' -d 'With --online: another address, such as that of a test server.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" access-key-file' -l 'access-key-file' -d 'With --online: a file with the key that the French service asks for.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" timeout' -l 'timeout' -d 'With --online: how long an answer may take; else 20s.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-registration" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita attest" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest"' -l 'registration' -d 'Which of the card\'s registrations.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" method' -l 'method' -d 'How you met the person: in-person or video.' -rfka 'in-person video'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" fingerprint' -l 'fingerprint' -d 'The six groups, as the person showed them to you.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" valid' -l 'valid' -d 'How long it lasts, at most 400d; else 365d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" despite-restriction' -l 'despite-restriction' -d 'Attest an entry that is in force with a restriction, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" unconfirmed-name' -l 'unconfirmed-name' -d 'Attest the card\'s name although the register gives none, and how you know it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" list' -l 'list' -d 'List the attestations that this home signed.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" max-age' -l 'max-age' -d 'How old a snapshot may be, like 7d; else 31d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" online' -l 'online' -d 'Ask the register over the network, through the program tacita-register.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" endpoint' -l 'endpoint' -d 'With --online: another address, such as that of a test server.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" access-key-file' -l 'access-key-file' -d 'With --online: a file with the key that the French service asks for.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" timeout' -l 'timeout' -d 'With --online: how long an answer may take; else 20s.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita attest" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" own' -l 'own' -d 'End your own identity: nobody will accept a message under it again.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" reason' -l 'reason' -d 'compromised, superseded, left or error.' -rfka 'compromised superseded left error'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" from' -l 'from' -d 'With --own: publish the revocation that was kept.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita revoke" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita register" -eq 1' -fa 'import' -d 'Make a snapshot of a register from its published file.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita register" -eq 1' -fa 'list' -d 'List the snapshots: people, source, date.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita register" -eq 1' -fa 'remove' -d 'Remove the snapshot of a register.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita register import" -eq 1' -fka 'big rpps npi lanr efn riziv gmc nmc gphc hcpc agb'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita register import" -eq 2' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" columns' -l 'columns' -d 'Which column is what: number=, name=, family=, given=, other=, status=, profession=, until=.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import"' -l 'active' -d 'A word of the status column that means active; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" source' -l 'source' -d 'What the source is called, else the file\'s name.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" date' -l 'date' -d 'Of what moment the data is; else from the file\'s name, else its time.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" allow-fewer' -l 'allow-fewer' -d 'Take the file even when it has far fewer people than the snapshot that is there.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita register remove" -eq 1' -fka 'big rpps npi lanr efn riziv gmc nmc gphc hcpc agb'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register remove" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register remove" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register remove" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register remove" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register remove" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita register remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send"' -l 'to' -d 'A contact\'s alias or identity; may be repeated.' -rfka '(__tacita_custom_completion ---completion send -- --to (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" to-team' -l 'to-team' -d 'A team, instead of single recipients.' -rfka '(__tacita_custom_completion ---completion send -- --to-team (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" to-role' -l 'to-role' -d 'Whoever has a role now, instead of single recipients.' -rfka '(__tacita_custom_completion ---completion send -- --to-role (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" all-or-none' -l 'all-or-none' -d 'With --to-team: send to nobody unless all members can be reached.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" body' -l 'body' -d 'The text\'s file, - for standard input.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send"' -l 'attach' -d 'Attach a file, - for standard input; may be repeated.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" stdin-name' -l 'stdin-name' -d 'The name of what is attached from standard input.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" clean' -l 'clean' -d 'Clean attached pictures, as tacita blur --metadata-only does, or send nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" no-clean' -l 'no-clean' -d 'Clean attached pictures, as tacita blur --metadata-only does, or send nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" subject' -l 'subject' -d 'A subject line.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" expires' -l 'expires' -d 'How long it may be kept, like 7d, or until when.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" priority' -l 'priority' -d 'How urgent it is.' -rfka 'routine urgent stat'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" patient' -l 'patient' -d 'The token of the patient, as another message shows it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" patient-from' -l 'patient-from' -d 'Make the token from the patient\'s number in a file, like bsn:111222333.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" other-patient' -l 'other-patient' -d 'With --reply-to: the answer is about another patient than its question.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" reply-to' -l 'reply-to' -d 'Answer a message: its participants are recipients.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" to-sender' -l 'to-sender' -d 'With --reply-to: answer the sender alone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" skip-unreachable' -l 'skip-unreachable' -d 'Leave out recipients who cannot be written to, and say who they are.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send"' -l 'ask' -d 'Ask to be told that it was delivered, or that a person acknowledged it; may be repeated.' -rfka 'acknowledged delivered'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" replaces' -l 'replaces' -d 'An own message to the same people that this one corrects.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" ack-within' -l 'ack-within' -d 'How long a person may take to acknowledge it, like 15m.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send"' -l 'escalate-to' -d 'A contact to whom tacita overdue --escalate sends it on; may be repeated.' -rfka '(__tacita_custom_completion ---completion send -- --escalate-to (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" no-export' -l 'no-export' -d 'Ask the recipients\' tacita not to export it.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" redact' -l 'redact' -d 'Mask what identifies a patient in the text, as tacita redact does.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" redact-patient' -l 'redact-patient' -d 'With --redact or --check-text: mask or find what this file says of the patient.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" check-text' -l 'check-text' -d 'Send nothing if the text has what tacita redact would mask.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" allow-unverified' -l 'allow-unverified' -d 'Accept people who are not verified, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" despite-revocation' -l 'despite-revocation' -d 'Send although somebody else revoked your identity, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" queue' -l 'queue' -d 'Keep it here when the route is away, and send it when the route is back.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" o output' -l 'output' -s 'o' -d 'Write to a file, - for standard output.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" force' -l 'force' -d 'Replace the output file if it exists.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita send" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita receive" -ge 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" fetch-only' -l 'fetch-only' -d 'Only fetch into the queue; open nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" follow' -l 'follow' -d 'Go on waiting for mail until interrupted.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" no-content' -l 'no-content' -d 'With --json: leave the text out.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita receive" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" from' -l 'from' -d 'Only from this contact.' -rfka '(__tacita_custom_completion ---completion list -- --from (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" team' -l 'team' -d 'Only of this team.' -rfka '(__tacita_custom_completion ---completion list -- --team (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" patient-from' -l 'patient-from' -d 'Only about the patient whose number is in a file, like bsn:111222333.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" since' -l 'since' -d 'Only received since a time: 2d, yesterday, 14:30, 2026-11-25.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" priority' -l 'priority' -d 'Only with this priority.' -rfka 'routine urgent stat'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" limit' -l 'limit' -d 'Only the newest ones, at most so many.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" conversation' -l 'conversation' -d 'Only the conversation of this message.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" unread' -l 'unread' -d 'Only what was not read yet.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" sent' -l 'sent' -d 'Only what you sent, and what became of each copy.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" held' -l 'held' -d 'Envelopes that are held until they can be opened.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" refused' -l 'refused' -d 'Envelopes that were refused, and why.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" no-pager' -l 'no-pager' -d 'Do not show a long list by the screen.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" part' -l 'part' -d 'The part: 0 is the text, attachments follow.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" inner' -l 'inner' -d 'With --part, of a forwarded message: a part of what is in it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" conversation' -l 'conversation' -d 'Show all messages of its conversation, in the order in which they were written.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" o output' -l 'output' -s 'o' -d 'Write to a file, - for standard output.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" force' -l 'force' -d 'Replace the output file if it exists.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" peek' -l 'peek' -d 'Leave the message unread.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" from' -l 'from' -d 'Only from this contact.' -rfka '(__tacita_custom_completion ---completion search -- --from (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" since' -l 'since' -d 'Only received since a time: 2d, yesterday, 14:30, 2026-11-25.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" no-pager' -l 'no-pager' -d 'Do not show a long list by the screen.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita search" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" decline' -l 'decline' -d 'Say that you do not take care of it.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" note' -l 'note' -d 'The file of a note to the sender, - for standard input.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ack" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward"' -l 'to' -d 'A contact\'s alias or identity; may be repeated.' -rfka '(__tacita_custom_completion ---completion forward -- --to (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" to-team' -l 'to-team' -d 'A team, instead of single recipients.' -rfka '(__tacita_custom_completion ---completion forward -- --to-team (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" to-role' -l 'to-role' -d 'Whoever has a role now, instead of single recipients.' -rfka '(__tacita_custom_completion ---completion forward -- --to-role (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" all-or-none' -l 'all-or-none' -d 'With --to-team: send to nobody unless all members can be reached.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" body' -l 'body' -d 'The file of your own words, - for standard input.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" priority' -l 'priority' -d 'How urgent it is, if not as before.' -rfka 'routine urgent stat'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" patient-from' -l 'patient-from' -d 'Make the patient\'s token anew for those whom it goes to, from the number in a file.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" other-patient' -l 'other-patient' -d 'With --patient-from: the number is right although the message has another token.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward"' -l 'ask' -d 'Ask to be told that it was delivered, or that a person acknowledged it; may be repeated.' -rfka 'acknowledged delivered'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" allow-unverified' -l 'allow-unverified' -d 'Accept people who are not verified, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita forward" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" reason' -l 'reason' -d 'Why: wrong-recipient, wrong-patient, wrong-content, error, or another word.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall"' -l 'only' -d 'Only from this recipient; may be repeated.' -rfka '(__tacita_custom_completion ---completion recall -- --only (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita recall" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" escalate' -l 'escalate' -d 'Send each on to the people named with --escalate-to, then to the role\'s backups.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita overdue" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" since' -l 'since' -d 'From this time on your home may lack messages: 2d, yesterday, 2026-11-25.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again"' -l 'to' -d 'Ask only this contact; may be repeated.' -rfka '(__tacita_custom_completion ---completion ask-again -- --to (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" dry-run' -l 'dry-run' -d 'Show who would be asked for what, and send nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita ask-again" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" conversation' -l 'conversation' -d 'All messages of a conversation, in order.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" patient-from' -l 'patient-from' -d 'The patient in a file, like bsn:111222333, a FHIR Patient or a PID segment; alone: all messages about them.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" format' -l 'format' -d 'text, json, eml, fhir, fhir-document or mdm.' -rfka 'text json eml fhir fhir-document mdm'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" each' -l 'each' -d 'With fhir-document: a document for each attachment too.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" mllp' -l 'mllp' -d 'With mdm: send to a system that takes HL7 v2 over MLLP, and wait for its answer.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" timeout' -l 'timeout' -d 'With --mllp: how long an answer may take; else 30s.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" o output' -l 'output' -s 'o' -d 'Write to a file, - for standard output.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" force' -l 'force' -d 'Replace the output file if it exists.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita verify-export" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-export" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-export" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-export" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-export" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-export" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'create' -d 'Make a team.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'add' -d 'Add members to a team that you own.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'remove' -d 'Take members out of a team that you own.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'own' -d 'Make members owners of a team, or owners mere members.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'renew' -d 'Sign the list of members of a team for another year.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'show' -d 'Show who is in a team, who owns it, and until when.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'list' -d 'List teams: yours, and those that you are invited to.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'join' -d 'Join a team that you are invited to.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team" -eq 1' -fa 'leave' -d 'Leave a team, or turn down an invitation.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create"' -l 'member' -d 'A member\'s alias or identity; may be repeated.' -rfka '(__tacita_custom_completion ---completion team create -- --member (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create"' -l 'owner' -d 'Another owner, who is a member too; may be repeated.' -rfka '(__tacita_custom_completion ---completion team create -- --owner (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" as' -l 'as' -d 'Your own name for it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" patient-from' -l 'patient-from' -d 'The number of the patient whom it is about, in a file, like bsn:111222333.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" allow-unverified' -l 'allow-unverified' -d 'Accept people who are not verified, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team create" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team add" -eq 1' -fka '(__tacita_custom_completion ---completion team add -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team add" -ge 2' -fka '(__tacita_custom_completion ---completion team add -- positional@1 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" allow-unverified' -l 'allow-unverified' -d 'Accept people who are not verified, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team remove" -eq 1' -fka '(__tacita_custom_completion ---completion team remove -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team remove" -ge 2' -fka '(__tacita_custom_completion ---completion team remove -- positional@1 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team own" -eq 1' -fka '(__tacita_custom_completion ---completion team own -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team own" -ge 2' -fka '(__tacita_custom_completion ---completion team own -- positional@1 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" withdraw' -l 'withdraw' -d 'They are owners no longer.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team own" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team renew" -eq 1' -fka '(__tacita_custom_completion ---completion team renew -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team renew" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team show" -eq 1' -fka '(__tacita_custom_completion ---completion team show -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team join" -eq 1' -fka '(__tacita_custom_completion ---completion team join -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" allow-unverified' -l 'allow-unverified' -d 'Accept people who are not verified, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team join" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita team leave" -eq 1' -fka '(__tacita_custom_completion ---completion team leave -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita team leave" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'create' -d 'Make a role.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'plan' -d 'Sign who has a role, shift by shift.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'publish' -d 'Put on the route who has a role.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'add' -d 'Know a role, so that you can write to it.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'show' -d 'Show the shifts of a role, its owners, and until when.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'list' -d 'List the roles that you know, and who has them now.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'handover' -d 'Hand the rest of your shift to somebody else.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role" -eq 1' -fa 'on-call' -d 'Tell who has a role now, and who has it next.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create"' -l 'owner' -d 'Another owner; may be repeated.' -rfka '(__tacita_custom_completion ---completion role create -- --owner (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" as' -l 'as' -d 'Your own name for it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role create" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role plan" -eq 1' -fka '(__tacita_custom_completion ---completion role plan -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role plan" -eq 2' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" overlap' -l 'overlap' -d 'Minutes around a change of shift in which both sides are written to.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan"' -l 'vacant' -d 'Who is written to while nobody has the role; may be repeated.' -rfka '(__tacita_custom_completion ---completion role plan -- --vacant (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" stat' -l 'stat' -d 'Minutes within which a stat message is answered.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" urgent' -l 'urgent' -d 'Minutes within which an urgent message is answered.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" routine' -l 'routine' -d 'Minutes within which a routine message is answered.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role publish" -eq 1' -fka '(__tacita_custom_completion ---completion role publish -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role publish" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" as' -l 'as' -d 'Your own name for it.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" allow-unverified' -l 'allow-unverified' -d 'Accept people who are not verified, and why.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role show" -eq 1' -fka '(__tacita_custom_completion ---completion role show -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role handover" -eq 1' -fka '(__tacita_custom_completion ---completion role handover -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" to' -l 'to' -d 'Who has the shift from now on.' -rfka '(__tacita_custom_completion ---completion role handover -- --to (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role handover" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita role on-call" -eq 1' -fka '(__tacita_custom_completion ---completion role on-call -- positional@0 (count (__tacita_tokens -pc)) (__tacita_tokens -tC))'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita role on-call" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita blur" -ge 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur"' -l 'region' -d 'Hide this part, like 300x120+40+900, in pixels or per cent of the picture as it is seen, in a video perhaps with seconds, @2.5-4, perhaps with what is in it, =text; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" regions-from' -l 'regions-from' -d 'Take parts from JSON Lines, a JSON array or CSV with x, y, width, height, as a detector prints them.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" margin' -l 'margin' -d 'Let found parts grow on each side, in pixels or per cent of their own size.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" mode' -l 'mode' -d 'blur, fill or pixelate.' -rfka 'blur fill pixelate'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur"' -l 'arrow' -d 'Point at a detail, the head at the second point; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" color' -l 'color' -d 'The arrows\' colour, a name or #rrggbb.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" width' -l 'width' -d 'The arrows\' width in pixels.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" scrub-edges' -l 'scrub-edges' -d 'Overwrite hidden pixels beyond the right and bottom edge; done with any region.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" no-scrub-edges' -l 'no-scrub-edges' -d 'Overwrite hidden pixels beyond the right and bottom edge; done with any region.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" page' -l 'page' -d 'The page to take of a TIFF that has several.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" detect' -l 'detect' -d 'Look for faces, text or codes, several separated by commas, and propose to hide them.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" yes' -l 'yes' -d 'Hide what --detect finds without asking.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" pick' -l 'pick' -d 'Hide nothing; write a page on which regions are drawn with mouse or keyboard.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" open' -l 'open' -d 'With --pick: open the page in a browser, and remove it when you are done.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" metadata-only' -l 'metadata-only' -d 'Hide nothing; only clean what the file says beside the picture.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" allow-empty' -l 'allow-empty' -d 'Let --regions-from or --detect find nothing: then the picture is only cleaned.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" salvage' -l 'salvage' -d 'Take a damaged picture as far as it can be read.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" to' -l 'to' -d 'What a HEIC, AVIF, WebP or TIFF picture becomes: jpeg, png; others stay what they are.' -rfka 'jpeg png'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" preview' -l 'preview' -d 'Draw arrows, and frames round what would be hidden; hide nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" o output' -l 'output' -s 'o' -d 'Write to a file, - for standard output.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" force' -l 'force' -d 'Replace the output file if it exists.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" out-dir' -l 'out-dir' -d 'Write each picture into this folder, under its own name; a second of that name gets a number.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" r recursive' -l 'recursive' -s 'r' -d 'With --out-dir: take the pictures in folders too, and keep the shape of these.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" skip-existing' -l 'skip-existing' -d 'With --out-dir: leave out pictures whose file is there already.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" sheet' -l 'sheet' -d 'With --out-dir: write a page with a small picture of every result.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" report' -l 'report' -d 'Write what was removed and hidden as JSON.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita blur" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita verify-blur" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita verify-blur" -eq 2' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur"' -l 'region' -d 'Hide this part, like 300x120+40+900, in pixels or per cent of the picture as it is seen, in a video perhaps with seconds, @2.5-4, perhaps with what is in it, =text; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" regions-from' -l 'regions-from' -d 'Take parts from JSON Lines, a JSON array or CSV with x, y, width, height, as a detector prints them.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" margin' -l 'margin' -d 'Let found parts grow on each side, in pixels or per cent of their own size.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" mode' -l 'mode' -d 'blur, fill or pixelate.' -rfka 'blur fill pixelate'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur"' -l 'arrow' -d 'Point at a detail, the head at the second point; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" color' -l 'color' -d 'The arrows\' colour, a name or #rrggbb.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" width' -l 'width' -d 'The arrows\' width in pixels.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" scrub-edges' -l 'scrub-edges' -d 'Overwrite hidden pixels beyond the right and bottom edge; done with any region.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" no-scrub-edges' -l 'no-scrub-edges' -d 'Overwrite hidden pixels beyond the right and bottom edge; done with any region.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" page' -l 'page' -d 'The page to take of a TIFF that has several.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" metadata-only' -l 'metadata-only' -d 'Compare with a picture that was only cleaned: nothing may differ.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita verify-blur" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" check' -l 'check' -d 'Write no text: end with status 1 if anything is found.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" only' -l 'only' -d 'Look for these kinds alone, separated by commas.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" except' -l 'except' -d 'Leave these kinds alone, separated by commas.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" patient' -l 'patient' -d 'Mask what this file says of the patient: lines “name: …”, a FHIR Patient, or a PID segment.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" names' -l 'names' -d 'Mask the names in this file, one a line.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" explain' -l 'explain' -d 'Tell on standard error why each finding was masked, and where it was.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" map' -l 'map' -d 'Number the marks, and write what each stands for to a new file.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita redact" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" idle' -l 'idle' -d 'Forget, or close, after this long without use.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" for' -l 'for' -d 'Forget after this long; else 12h.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" until' -l 'until' -d 'Forget at a time, like 18:00.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" pin' -l 'pin' -d 'Ask for a PIN that opens it again after idleness.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita unlock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" all' -l 'all' -d 'The agents of all your homes on this machine.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita lock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key" -eq 1' -fa 'list' -d 'List the slots; needs no passphrase.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key" -eq 1' -fa 'add' -d 'Add a slot: another passphrase, a key file, or recovery.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key" -eq 1' -fa 'remove' -d 'Remove a slot, and replace the master key with it.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key" -eq 1' -fa 'passphrase' -d 'Change the passphrase.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key" -eq 1' -fa 'rekey' -d 'Replace the master key: old copies of the slots open nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key add" -eq 1' -fka 'passphrase keyfile recovery'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita key add" -eq 2' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" classical-recovery' -l 'classical-recovery' -d 'Allow a recovery recipient that a quantum computer could break (age1…).'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" recovery-identity' -l 'recovery-identity' -d 'Open with this age identity, of a recovery slot, to add what was lost.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" new-passphrase-file' -l 'new-passphrase-file' -d 'Read the new passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" new-passphrase-fd' -l 'new-passphrase-fd' -d 'Read the new passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" new-second-factor' -l 'new-second-factor' -d 'The new slot\'s second factor, made if it is not there.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" allow-weak-passphrase' -l 'allow-weak-passphrase' -d 'Take a passphrase that is easy to guess, as tests do.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key add" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove"' -l 'recovery' -d 'Keep a recovery slot for this age recipient; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" classical-recovery' -l 'classical-recovery' -d 'Allow a recovery recipient that a quantum computer could break (age1…).'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" drop-others' -l 'drop-others' -d 'Remove the other slots without asking.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key remove" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" new-passphrase-file' -l 'new-passphrase-file' -d 'Read the new passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" new-passphrase-fd' -l 'new-passphrase-fd' -d 'Read the new passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" new-second-factor' -l 'new-second-factor' -d 'The new slot\'s second factor, made if it is not there.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" allow-weak-passphrase' -l 'allow-weak-passphrase' -d 'Take a passphrase that is easy to guess, as tests do.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key passphrase" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey"' -l 'recovery' -d 'Keep a recovery slot for this age recipient; may be repeated.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" classical-recovery' -l 'classical-recovery' -d 'Allow a recovery recipient that a quantum computer could break (age1…).'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" drop-others' -l 'drop-others' -d 'Remove the other slots without asking.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita key rekey" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" require-unlocked' -l 'require-unlocked' -d 'Exit with 77 unless an agent holds the home open.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita config" -eq 1' -fa 'get' -d 'Print one setting, or all.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita config" -eq 1' -fa 'set' -d 'Change one setting.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita config get" -eq 1' -fka 'route route-credentials retention horizon policy delivered-receipts recalls queue clean-attachments'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita config set" -eq 1' -fka 'route route-credentials retention horizon policy delivered-receipts recalls queue clean-attachments'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita config set" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" check' -l 'check' -d 'Read this file as the policy instead, before it is installed; - for standard input.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita policy" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita retire" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita version" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita version" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita version" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita version" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita version" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita version" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet" -eq 1' -fa 'prepare' -d 'Make homes, attest their people, and put them into teams.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet" -eq 1' -fa 'status' -d 'Tell who needs something; needs no passphrase.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet" -eq 1' -fa 'renew' -d 'Renew attestations and teams before they end.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet" -eq 1' -fa 'leave' -d 'End what people have who leave.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" method' -l 'method' -d 'How you met the people: in-person or video.' -rfka 'in-person video'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" valid' -l 'valid' -d 'How long attestations last, at most 400d; else 365d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" max-age' -l 'max-age' -d 'How old a snapshot may be, like 7d; else 31d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" online' -l 'online' -d 'Ask the register over the network, through the program tacita-register.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" endpoint' -l 'endpoint' -d 'With --online: another address, such as that of a test server.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" access-key-file' -l 'access-key-file' -d 'With --online: a file with the key that the French service asks for.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" timeout' -l 'timeout' -d 'With --online: how long an answer may take; else 20s.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" dry-run' -l 'dry-run' -d 'Change nothing; tell what would be done.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet prepare" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" folder' -l 'folder' -d 'The folder in which the homes are.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet prepare" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet status" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" folder' -l 'folder' -d 'The folder in which the homes are.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" within' -l 'within' -d 'Renew what ends within this time; else 30d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" method' -l 'method' -d 'How you met the people: in-person or video.' -rfka 'in-person video'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" valid' -l 'valid' -d 'How long attestations last, at most 400d; else 365d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" max-age' -l 'max-age' -d 'How old a snapshot may be, like 7d; else 31d.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" online' -l 'online' -d 'Ask the register over the network, through the program tacita-register.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" endpoint' -l 'endpoint' -d 'With --online: another address, such as that of a test server.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" access-key-file' -l 'access-key-file' -d 'With --online: a file with the key that the French service asks for.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" timeout' -l 'timeout' -d 'With --online: how long an answer may take; else 20s.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" dry-run' -l 'dry-run' -d 'Change nothing; tell what would be done.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet renew" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" folder' -l 'folder' -d 'The folder in which the homes are.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet renew" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" purge' -l 'purge' -d 'Remove the homes, with all that is in them.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" dry-run' -l 'dry-run' -d 'Change nothing; tell what would be done.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita fleet leave" -eq 1' -F
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" folder' -l 'folder' -d 'The folder in which the homes are.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita fleet leave" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" dry-run' -l 'dry-run' -d 'Show what would be removed; remove nothing.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" require-exported' -l 'require-exported' -d 'Destroy nothing if a message that is due was never exported.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita purge-expired" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita backup" -eq 1' -fa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" keyring' -l 'keyring' -d 'Keep the keyring at this path instead: for storage that is written once.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" verify' -l 'verify' -d 'Write nothing: read all of the backup again and name what is not as it was written.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" fork' -l 'fork' -d 'Take over a backup that another state of this home has written to.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita backup" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita restore" -eq 1' -fa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" keyring' -l 'keyring' -d 'Where the keyring is, if not in the backup.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" recovery-identity' -l 'recovery-identity' -d 'Open with this age identity, of a recovery slot.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" rehearse' -l 'rehearse' -d 'Only to see whether it comes back, into a --home that does not exist: it gets no route, new keys or backups.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" yes' -l 'yes' -d 'Do not ask whether you are sure.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita restore" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita audit" -eq 1' -fa 'list' -d 'List the lines of the audit log.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita audit" -eq 1' -fa 'verify' -d 'Check that no line of the audit log is missing or altered.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_positional "tacita audit" -eq 1' -fa 'export' -d 'Write the audit log out, for a system that collects such logs.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" since' -l 'since' -d 'Only since a time, or a duration ago.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" patient-from' -l 'patient-from' -d 'Only about the patient whose number is in a file, like bsn:111222333.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" head' -l 'head' -d 'The code of a line that was printed earlier: it must be there.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" format' -l 'format' -d 'json, fhir or syslog.' -rfka 'json fhir syslog'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" since' -l 'since' -d 'Only since a time, or a duration ago.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" o output' -l 'output' -s 'o' -d 'Write to a file, - for standard output.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" force' -l 'force' -d 'Replace the output file if it exists.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" home' -l 'home' -d 'The home, else $TACITA_HOME, else ~/.local/share/tacita.' -rfa '(__tacita_complete_directories)'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" no-input' -l 'no-input' -d 'Never ask; fail and name the option to use instead.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" no-agent' -l 'no-agent' -d 'Do not ask the agent.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" clock-ok' -l 'clock-ok' -d 'The clock is right although it is far from the day of the last run.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" passphrase-fd' -l 'passphrase-fd' -d 'Read the passphrase from an open descriptor.' -rfka ''
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" passphrase-file' -l 'passphrase-file' -d 'Read the passphrase from a file of yours alone.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" keyfile' -l 'keyfile' -d 'Open with a key file (for servers).' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" second-factor' -l 'second-factor' -d 'The second factor\'s file, beside the passphrase.' -rF
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" json' -l 'json' -d 'Results, and errors, as JSON.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" q quiet' -l 'quiet' -s 'q' -d 'Print results alone; say nothing else but errors.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" no-color' -l 'no-color' -d 'No colour, whatever the terminal can show.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" utc' -l 'utc' -d 'Show and read times in UTC, not in your own time zone.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" version' -l 'version' -d 'Show the version.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita audit export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'tacita' -n '__tacita_should_offer_completions_for_flags_or_options "tacita help" version' -l 'version' -d 'Show the version.'

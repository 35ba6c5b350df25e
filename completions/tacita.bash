#!/bin/bash

__tacita_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__tacita_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__tacita_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__tacita_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_tacita() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    keygen|card|profile|contact|directory|verify-registration|attest|revoke|register|send|receive|list|show|search|ack|forward|recall|overdue|ask-again|export|verify-export|delete|team|role|blur|verify-blur|redact|unlock|lock|key|status|doctor|config|policy|retire|version|fleet|purge-expired|backup|restore|audit|help)
        # Offer subcommand argument completions
        "_tacita_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'keygen card profile contact directory verify-registration attest revoke register send receive list show search ack forward recall overdue ask-again export verify-export delete team role blur verify-blur redact unlock lock key status doctor config policy retire version fleet purge-expired backup restore audit help' -- "${cur}"))
        ;;
    esac
}

_tacita_keygen() {
    repeating_flags=()
    non_repeating_flags=(--classical-recovery --allow-weak-passphrase --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--registration --recovery)
    non_repeating_options=(--name --route --revocation --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    '--registration')
        return
        ;;
    '--route')
        return
        ;;
    '--recovery')
        return
        ;;
    '--revocation')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_card() {
    repeating_flags=()
    non_repeating_flags=(--show --fingerprint --link --renew --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_profile() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--add-registration --remove-registration)
    non_repeating_options=(--name --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    '--add-registration')
        return
        ;;
    '--remove-registration')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_contact() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|list|show|verify|rename|replace|trust|distrust|check|remove)
        # Offer subcommand argument completions
        "_tacita_contact_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add list show verify rename replace trust distrust check remove' -- "${cur}"))
        ;;
    esac
}

_tacita_contact_add() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--as --fingerprint --held --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--as')
        return
        ;;
    '--fingerprint')
        return
        ;;
    '--held')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_contact_list() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_contact_show() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact show -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_contact_verify() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--fingerprint --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--fingerprint')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact verify -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_contact_rename() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact rename -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_contact_replace() {
    repeating_flags=()
    non_repeating_flags=(--yes --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact replace -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_contact_trust() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact trust -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_contact_distrust() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact distrust -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_contact_check() {
    repeating_flags=()
    non_repeating_flags=(--all --online --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--max-age --endpoint --access-key-file --timeout --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--max-age')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--access-key-file')
        __tacita_add_completions -f
        return
        ;;
    '--timeout')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact check -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_contact_remove() {
    repeating_flags=()
    non_repeating_flags=(--yes --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion contact remove -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_directory() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--register --profession --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--register')
        return
        ;;
    '--profession')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_verify-registration() {
    repeating_flags=()
    non_repeating_flags=(--online --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--contact --name --max-age --endpoint --access-key-file --timeout --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--contact')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion verify-registration -- --contact "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--name')
        return
        ;;
    '--max-age')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--access-key-file')
        __tacita_add_completions -f
        return
        ;;
    '--timeout')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_attest() {
    repeating_flags=()
    non_repeating_flags=(--list --online --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--registration)
    non_repeating_options=(--method --fingerprint --valid --despite-restriction --unconfirmed-name --max-age --endpoint --access-key-file --timeout --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--registration')
        return
        ;;
    '--method')
        __tacita_add_completions -W 'in-person'$'\n''video'
        return
        ;;
    '--fingerprint')
        return
        ;;
    '--valid')
        return
        ;;
    '--despite-restriction')
        return
        ;;
    '--unconfirmed-name')
        return
        ;;
    '--max-age')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--access-key-file')
        __tacita_add_completions -f
        return
        ;;
    '--timeout')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_revoke() {
    repeating_flags=()
    non_repeating_flags=(--own --yes --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--reason --from --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--reason')
        __tacita_add_completions -W 'compromised'$'\n''superseded'$'\n''left'$'\n''error'
        return
        ;;
    '--from')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_register() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    import|list|remove)
        # Offer subcommand argument completions
        "_tacita_register_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'import list remove' -- "${cur}"))
        ;;
    esac
}

_tacita_register_import() {
    repeating_flags=()
    non_repeating_flags=(--allow-fewer --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--active)
    non_repeating_options=(--columns --source --date)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--columns')
        return
        ;;
    '--active')
        return
        ;;
    '--source')
        return
        ;;
    '--date')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W 'big'$'\n''rpps'$'\n''npi'$'\n''lanr'$'\n''efn'$'\n''riziv'$'\n''gmc'$'\n''nmc'$'\n''gphc'$'\n''hcpc'$'\n''agb'
        return
        ;;
    2)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_register_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0
}

_tacita_register_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W 'big'$'\n''rpps'$'\n''npi'$'\n''lanr'$'\n''efn'$'\n''riziv'$'\n''gmc'$'\n''nmc'$'\n''gphc'$'\n''hcpc'$'\n''agb'
        return
        ;;
    esac
}

_tacita_send() {
    repeating_flags=()
    non_repeating_flags=(--all-or-none --clean --no-clean --other-patient --to-sender --skip-unreachable --no-export --redact --check-text --queue --force --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--to --attach --ask --escalate-to)
    non_repeating_options=(--to-team --to-role --body --stdin-name --subject --expires --priority --patient --patient-from --reply-to --replaces --ack-within --redact-patient --allow-unverified --despite-revocation --output -o --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--to')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion send -- --to "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--to-team')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion send -- --to-team "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--to-role')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion send -- --to-role "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--body')
        __tacita_add_completions -f
        return
        ;;
    '--attach')
        __tacita_add_completions -f
        return
        ;;
    '--stdin-name')
        return
        ;;
    '--subject')
        return
        ;;
    '--expires')
        return
        ;;
    '--priority')
        __tacita_add_completions -W 'routine'$'\n''urgent'$'\n''stat'
        return
        ;;
    '--patient')
        return
        ;;
    '--patient-from')
        __tacita_add_completions -f
        return
        ;;
    '--reply-to')
        return
        ;;
    '--ask')
        __tacita_add_completions -W 'acknowledged'$'\n''delivered'
        return
        ;;
    '--replaces')
        return
        ;;
    '--ack-within')
        return
        ;;
    '--escalate-to')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion send -- --escalate-to "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--redact-patient')
        __tacita_add_completions -f
        return
        ;;
    '--allow-unverified')
        return
        ;;
    '--despite-revocation')
        return
        ;;
    '--output'|'-o')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_receive() {
    repeating_flags=()
    non_repeating_flags=(--fetch-only --follow --no-content --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_list() {
    repeating_flags=()
    non_repeating_flags=(--unread --sent --held --refused --no-pager --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--from --team --patient-from --since --priority --limit --conversation --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--from')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion list -- --from "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--team')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion list -- --team "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--patient-from')
        __tacita_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--priority')
        __tacita_add_completions -W 'routine'$'\n''urgent'$'\n''stat'
        return
        ;;
    '--limit')
        return
        ;;
    '--conversation')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_show() {
    repeating_flags=()
    non_repeating_flags=(--conversation --force --peek --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--part --inner --output -o --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--part')
        return
        ;;
    '--inner')
        return
        ;;
    '--output'|'-o')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_search() {
    repeating_flags=()
    non_repeating_flags=(--no-pager --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--from --since --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--from')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion search -- --from "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--since')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_ack() {
    repeating_flags=()
    non_repeating_flags=(--decline --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--note --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--note')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_forward() {
    repeating_flags=()
    non_repeating_flags=(--all-or-none --other-patient --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--to --ask)
    non_repeating_options=(--to-team --to-role --body --priority --patient-from --allow-unverified --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion forward -- --to "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--to-team')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion forward -- --to-team "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--to-role')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion forward -- --to-role "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--body')
        __tacita_add_completions -f
        return
        ;;
    '--priority')
        __tacita_add_completions -W 'routine'$'\n''urgent'$'\n''stat'
        return
        ;;
    '--patient-from')
        __tacita_add_completions -f
        return
        ;;
    '--ask')
        __tacita_add_completions -W 'acknowledged'$'\n''delivered'
        return
        ;;
    '--allow-unverified')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_recall() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--only)
    non_repeating_options=(--reason --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--reason')
        return
        ;;
    '--only')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion recall -- --only "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_overdue() {
    repeating_flags=()
    non_repeating_flags=(--escalate --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_ask-again() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--to)
    non_repeating_options=(--since --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--since')
        return
        ;;
    '--to')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion ask-again -- --to "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_export() {
    repeating_flags=()
    non_repeating_flags=(--each --force --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--conversation --patient-from --format --mllp --timeout --output -o --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--conversation')
        return
        ;;
    '--patient-from')
        __tacita_add_completions -f
        return
        ;;
    '--format')
        __tacita_add_completions -W 'text'$'\n''json'$'\n''eml'$'\n''fhir'$'\n''fhir-document'$'\n''mdm'
        return
        ;;
    '--mllp')
        return
        ;;
    '--timeout')
        return
        ;;
    '--output'|'-o')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_verify-export() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 1

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_delete() {
    repeating_flags=()
    non_repeating_flags=(--yes --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_team() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|add|remove|own|renew|show|list|join|leave)
        # Offer subcommand argument completions
        "_tacita_team_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create add remove own renew show list join leave' -- "${cur}"))
        ;;
    esac
}

_tacita_team_create() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--member --owner)
    non_repeating_options=(--as --patient-from --allow-unverified --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--member')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team create -- --member "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--owner')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team create -- --owner "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--as')
        return
        ;;
    '--patient-from')
        __tacita_add_completions -f
        return
        ;;
    '--allow-unverified')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_team_add() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--allow-unverified --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--allow-unverified')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team add -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    *)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team add -- positional@1 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_team_remove() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team remove -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    *)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team remove -- positional@1 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_team_own() {
    repeating_flags=()
    non_repeating_flags=(--withdraw --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team own -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    *)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team own -- positional@1 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_team_renew() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team renew -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_team_show() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team show -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_team_list() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_team_join() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--allow-unverified --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--allow-unverified')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team join -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_team_leave() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion team leave -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_role() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    create|plan|publish|add|show|list|handover|on-call)
        # Offer subcommand argument completions
        "_tacita_role_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'create plan publish add show list handover on-call' -- "${cur}"))
        ;;
    esac
}

_tacita_role_create() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--owner)
    non_repeating_options=(--as --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--owner')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role create -- --owner "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--as')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_role_plan() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--vacant)
    non_repeating_options=(--overlap --stat --urgent --routine --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--overlap')
        return
        ;;
    '--vacant')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role plan -- --vacant "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--stat')
        return
        ;;
    '--urgent')
        return
        ;;
    '--routine')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role plan -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_role_publish() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role publish -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_role_add() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--as --allow-unverified --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--as')
        return
        ;;
    '--allow-unverified')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_role_show() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role show -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_role_list() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_role_handover() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--to --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role handover -- --to "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role handover -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_role_on-call() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W "$(__tacita_custom_complete ---completion role on-call -- positional@0 "${COMP_CWORD}" "$(__tacita_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_tacita_blur() {
    repeating_flags=()
    non_repeating_flags=(--scrub-edges --no-scrub-edges --yes --pick --open --metadata-only --allow-empty --salvage --preview --force --recursive -r --skip-existing --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--region --arrow)
    non_repeating_options=(--regions-from --margin --mode --color --width --page --detect --to --output -o --out-dir --sheet --report)
    __tacita_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--region')
        return
        ;;
    '--regions-from')
        __tacita_add_completions -f
        return
        ;;
    '--margin')
        return
        ;;
    '--mode')
        __tacita_add_completions -W 'blur'$'\n''fill'$'\n''pixelate'
        return
        ;;
    '--arrow')
        return
        ;;
    '--color')
        return
        ;;
    '--width')
        return
        ;;
    '--page')
        return
        ;;
    '--detect')
        return
        ;;
    '--to')
        __tacita_add_completions -W 'jpeg'$'\n''png'
        return
        ;;
    '--output'|'-o')
        __tacita_add_completions -f
        return
        ;;
    '--out-dir')
        __tacita_add_completions -d
        return
        ;;
    '--sheet')
        __tacita_add_completions -f
        return
        ;;
    '--report')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_verify-blur() {
    repeating_flags=()
    non_repeating_flags=(--scrub-edges --no-scrub-edges --metadata-only --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--region --arrow)
    non_repeating_options=(--regions-from --margin --mode --color --width --page)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--region')
        return
        ;;
    '--regions-from')
        __tacita_add_completions -f
        return
        ;;
    '--margin')
        return
        ;;
    '--mode')
        __tacita_add_completions -W 'blur'$'\n''fill'$'\n''pixelate'
        return
        ;;
    '--arrow')
        return
        ;;
    '--color')
        return
        ;;
    '--width')
        return
        ;;
    '--page')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    2)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_redact() {
    repeating_flags=()
    non_repeating_flags=(--check --explain --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--only --except --patient --names --map)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--only')
        return
        ;;
    '--except')
        return
        ;;
    '--patient')
        __tacita_add_completions -f
        return
        ;;
    '--names')
        __tacita_add_completions -f
        return
        ;;
    '--map')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_unlock() {
    repeating_flags=()
    non_repeating_flags=(--pin --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--idle --for --until --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--idle')
        return
        ;;
    '--for')
        return
        ;;
    '--until')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_lock() {
    repeating_flags=()
    non_repeating_flags=(--all --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_key() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|add|remove|passphrase|rekey)
        # Offer subcommand argument completions
        "_tacita_key_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list add remove passphrase rekey' -- "${cur}"))
        ;;
    esac
}

_tacita_key_list() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_key_add() {
    repeating_flags=()
    non_repeating_flags=(--classical-recovery --allow-weak-passphrase --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--recovery-identity --new-passphrase-file --new-passphrase-fd --new-second-factor --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--recovery-identity')
        __tacita_add_completions -f
        return
        ;;
    '--new-passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--new-passphrase-fd')
        return
        ;;
    '--new-second-factor')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W 'passphrase'$'\n''keyfile'$'\n''recovery'
        return
        ;;
    2)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_key_remove() {
    repeating_flags=()
    non_repeating_flags=(--classical-recovery --drop-others --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--recovery)
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--recovery')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_key_passphrase() {
    repeating_flags=()
    non_repeating_flags=(--allow-weak-passphrase --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--new-passphrase-file --new-passphrase-fd --new-second-factor --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--new-passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--new-passphrase-fd')
        return
        ;;
    '--new-second-factor')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_key_rekey() {
    repeating_flags=()
    non_repeating_flags=(--classical-recovery --drop-others --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=(--recovery)
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--recovery')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_status() {
    repeating_flags=()
    non_repeating_flags=(--require-unlocked --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_doctor() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_config() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    get|set)
        # Offer subcommand argument completions
        "_tacita_config_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'get set' -- "${cur}"))
        ;;
    esac
}

_tacita_config_get() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W 'route'$'\n''route-credentials'$'\n''retention'$'\n''horizon'$'\n''policy'$'\n''delivered-receipts'$'\n''recalls'$'\n''queue'$'\n''clean-attachments'
        return
        ;;
    esac
}

_tacita_config_set() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -W 'route'$'\n''route-credentials'$'\n''retention'$'\n''horizon'$'\n''policy'$'\n''delivered-receipts'$'\n''recalls'$'\n''queue'$'\n''clean-attachments'
        return
        ;;
    esac
}

_tacita_policy() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--check)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--check')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_retire() {
    repeating_flags=()
    non_repeating_flags=(--yes --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_version() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0
}

_tacita_fleet() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    prepare|status|renew|leave)
        # Offer subcommand argument completions
        "_tacita_fleet_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'prepare status renew leave' -- "${cur}"))
        ;;
    esac
}

_tacita_fleet_prepare() {
    repeating_flags=()
    non_repeating_flags=(--online --dry-run --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--method --valid --max-age --endpoint --access-key-file --timeout --folder --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--method')
        __tacita_add_completions -W 'in-person'$'\n''video'
        return
        ;;
    '--valid')
        return
        ;;
    '--max-age')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--access-key-file')
        __tacita_add_completions -f
        return
        ;;
    '--timeout')
        return
        ;;
    '--folder')
        __tacita_add_completions -d
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_fleet_status() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--folder --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--folder')
        __tacita_add_completions -d
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_fleet_renew() {
    repeating_flags=()
    non_repeating_flags=(--online --dry-run --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--within --method --valid --max-age --endpoint --access-key-file --timeout --folder --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--within')
        return
        ;;
    '--method')
        __tacita_add_completions -W 'in-person'$'\n''video'
        return
        ;;
    '--valid')
        return
        ;;
    '--max-age')
        return
        ;;
    '--endpoint')
        return
        ;;
    '--access-key-file')
        __tacita_add_completions -f
        return
        ;;
    '--timeout')
        return
        ;;
    '--folder')
        __tacita_add_completions -d
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_fleet_leave() {
    repeating_flags=()
    non_repeating_flags=(--purge --yes --dry-run --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--folder --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--folder')
        __tacita_add_completions -d
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_purge-expired() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --require-exported --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_backup() {
    repeating_flags=()
    non_repeating_flags=(--verify --fork --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--keyring --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--keyring')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -d
        return
        ;;
    esac
}

_tacita_restore() {
    repeating_flags=()
    non_repeating_flags=(--rehearse --yes --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--keyring --recovery-identity --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--keyring')
        __tacita_add_completions -f
        return
        ;;
    '--recovery-identity')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __tacita_add_completions -d
        return
        ;;
    esac
}

_tacita_audit() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|verify|export)
        # Offer subcommand argument completions
        "_tacita_audit_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list verify export' -- "${cur}"))
        ;;
    esac
}

_tacita_audit_list() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--since --patient-from --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--since')
        return
        ;;
    '--patient-from')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_audit_verify() {
    repeating_flags=()
    non_repeating_flags=(--no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--head --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--head')
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_audit_export() {
    repeating_flags=()
    non_repeating_flags=(--force --no-input --no-agent --clock-ok --json --quiet -q --no-color --utc --version -h --help)
    repeating_options=()
    non_repeating_options=(--format --since --output -o --home --passphrase-fd --passphrase-file --keyfile --second-factor)
    __tacita_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format')
        __tacita_add_completions -W 'json'$'\n''fhir'$'\n''syslog'
        return
        ;;
    '--since')
        return
        ;;
    '--output'|'-o')
        __tacita_add_completions -f
        return
        ;;
    '--home')
        __tacita_add_completions -d
        return
        ;;
    '--passphrase-fd')
        return
        ;;
    '--passphrase-file')
        __tacita_add_completions -f
        return
        ;;
    '--keyfile')
        __tacita_add_completions -f
        return
        ;;
    '--second-factor')
        __tacita_add_completions -f
        return
        ;;
    esac
}

_tacita_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __tacita_offer_flags_options -1
}

complete -o filenames -F _tacita tacita
